"""Makes the databases beside it: runs urlwatch or webchanges three times over pages that change.

    pip install --target FOLDER urlwatch==2.29
    PYTHONPATH=FOLDER python3 make-snapshots.py urlwatch urlwatch.yaml urlwatch-2.29.db

Made with urlwatch 2.25 and 2.29, webchanges 3.17 (with httpx 0.27) and 3.37. A forward proxy on loopback answers for
http://shop.example. `removed` is in the first list alone, `flaky` fails in the last turn, `never` in all.
"""
import http.server
import os
import subprocess
import sys
import tempfile
import threading

tool, jobs, database = sys.argv[1], *(os.path.abspath(path) for path in sys.argv[2:])
turn = 1


class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.replace('http://shop.example', '')
        page = f'<html><head><title>Shop</title></head><body><h1>{path[1:].title()}</h1><p class="price">From {turn}29 €</p></body></html>'
        kind, status = 'text/html; charset=utf-8', 200
        if path == '/plain':
            page, kind = f'Ropes\nIn stock: {min(turn, 2)}', 'text/plain; charset=utf-8'
        if path == '/never' or (path == '/flaky' and turn == 3):
            status = 500
        body = page.encode()
        if path == '/picture':
            body, kind = bytes([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 255, turn]), 'image/png'
        self.send_response(status)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        if path == '/plain':
            self.send_header('ETag', f'"{min(turn, 2)}"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Shop)
threading.Thread(target=server.serve_forever, daemon=True).start()
proxy = f'http://127.0.0.1:{server.server_port}'
folder = tempfile.mkdtemp()
with_gone = os.path.join(folder, 'first.yaml')
with open(jobs) as file:
    text = file.read()
with open(with_gone, 'w') as file:
    file.write(text + '---\nurl: http://shop.example/removed\n')
open(os.path.join(folder, 'hooks.py'), 'w').close()
config = os.path.join(folder, 'config.yaml')
with open(config, 'w') as file:
    file.write('display: {new: true, error: true, unchanged: false}\nreport: {stdout: {color: false, enabled: true}}\n')
code = 'import sys; sys.argv[0] = "%s"; from %s.cli import main; main()' % (tool, tool)
places = ['--urls' if tool == 'urlwatch' else '--jobs', None, '--config', config, '--hooks', os.path.join(folder, 'hooks.py'),
          '--cache', database]
environment = {**os.environ, 'HTTP_PROXY': proxy, 'http_proxy': proxy, 'HOME': folder, 'NO_PROXY': '', 'no_proxy': ''}
for turn in (1, 2, 3):
    places[1] = with_gone if turn == 1 else jobs
    subprocess.run([sys.executable, '-c', code, *places], env=environment, check=False)
