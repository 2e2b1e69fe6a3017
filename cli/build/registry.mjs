// Whether the package registry that npm would ask can be reached. Node's own modules only.
import { spawnSync } from 'node:child_process';

/** The package registry if it accepts no connection; undefined if it does, or if a proxy is set. */
export function silentRegistry(root) {
  const [registry, ...proxies] = ['registry', 'https-proxy', 'proxy'].map((name) => npmSetting(root, name));
  const given = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].map((name) => process.env[name]);
  if ([...proxies, ...given].some((proxy) => proxy)) return undefined;
  if (!URL.canParse(registry ?? '')) return undefined;
  const { hostname, port, protocol } = new URL(registry);
  const number = port || (protocol === 'http:' ? '80' : '443');
  const probe = `const socket = require('net').connect(process.argv[2], process.argv[1], () => process.exit(0));
    socket.on('error', () => process.exit(1));`;
  const { status } = spawnSync(process.execPath, ['-e', probe, hostname.replace(/^\[|\]$/g, ''), number], {
    timeout: 3_000,
  });
  return status === 0 ? undefined : registry;
}

function npmSetting(root, name) {
  const { stdout } = spawnSync('npm', ['config', 'get', name], { cwd: root, encoding: 'utf8' });
  const value = stdout?.trim();
  return value === '' || value === 'null' || value === 'undefined' ? undefined : value;
}
