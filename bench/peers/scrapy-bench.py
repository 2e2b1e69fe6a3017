"""Scrapy over the bench site: follows the links, takes title and 20 products with three fields, writes JSON lines,
and prints pages per second and CPU per page as JSON. Scrapy is installed into the cache first, never system-wide.
   python3 bench/peers/scrapy-bench.py --url http://127.0.0.1:PORT/page/0 --pages 2000
        [--concurrency 16] [--warm-up 500] [--no-links]
"""

import argparse
import json
import os
import pathlib
import platform
import resource
import sys
import tempfile
import time

from peer_cache import install

REQUIREMENTS = pathlib.Path(__file__).with_name("scrapy-requirements.txt")


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--warm-up", type=int, default=500)
    parser.add_argument("--no-links", action="store_true")
    return parser.parse_args()


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def make_spider(scrapy, arguments, clock):
    from scrapy.linkextractors import LinkExtractor

    class BenchSpider(scrapy.Spider):
        name = "bench"
        links = LinkExtractor()

        async def start(self):
            if not arguments.no_links:
                yield scrapy.Request(arguments.url)
                return
            base = arguments.url.rstrip("0123456789")
            for page in range(arguments.pages):
                yield scrapy.Request(base + str(page))

        def parse(self, response):
            clock.count()
            products = [
                {
                    "name": item.css(".name ::text").get(),
                    "price": item.css(".price::text").get(),
                    "sku": item.css(".sku::text").get(),
                }
                for item in response.css("article.product")
            ]
            clock.fields += 3 * len(products)
            yield {"url": response.url, "title": response.css("title::text").get(), "products": products}
            if not arguments.no_links:
                for link in self.links.extract_links(response):
                    yield scrapy.Request(link.url)

    return BenchSpider


class Clock:
    """Counts pages; time and CPU start after the warm-up and are read at the last counted page."""

    def __init__(self, warm_up):
        self.warm_up = warm_up
        self.pages = 0
        self.fields = 0
        self.start = self.last = (time.perf_counter(), cpu_seconds())

    def count(self):
        self.pages += 1
        self.last = (time.perf_counter(), cpu_seconds())
        if self.pages == self.warm_up:
            self.start = self.last


def main():
    arguments = read_arguments()
    sys.path.insert(0, str(install(REQUIREMENTS)))
    import scrapy
    from scrapy.crawler import CrawlerProcess

    clock = Clock(min(arguments.warm_up, arguments.pages // 2))
    with tempfile.TemporaryDirectory(prefix="scrapy-bench-") as folder:
        settings = {
            "CONCURRENT_REQUESTS": arguments.concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": arguments.concurrency,
            "DOWNLOAD_DELAY": 0,
            "CLOSESPIDER_PAGECOUNT": arguments.pages,
            "COOKIES_ENABLED": False,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "FEEDS": {os.path.join(folder, "items.jsonl"): {"format": "jsonlines"}},
        }
        process = CrawlerProcess(settings)
        process.crawl(make_spider(scrapy, arguments, clock))
        process.start()
    measured = clock.pages - clock.warm_up
    seconds = clock.last[0] - clock.start[0]
    result = {
        "peer": "scrapy",
        "version": scrapy.__version__,
        "python": platform.python_version(),
        "links": not arguments.no_links,
        "concurrency": arguments.concurrency,
        "pages": clock.pages,
        "fields": clock.fields,
        "measuredPages": measured,
        "seconds": round(seconds, 2),
        "pagesPerSecond": round(measured / seconds, 2),
        "cpuMsPerPage": round(1000 * (clock.last[1] - clock.start[1]) / measured, 2),
        "peakRssMb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(result))


main()
