// A small product page as shops send it, with a price in its structured data and in its text.

export const PRODUCT_PAGE = `<!doctype html><html lang="en"><head><title>Wool sock | Shop</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/news.xml">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Wool sock","sku":"W-1",
"offers":{"@type":"Offer","price":"12.90","priceCurrency":"EUR","availability":"https://schema.org/InStock"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/socks">Socks</a></nav>
<main id="content"><h1 class="product-title">Wool sock</h1><p class="product-price">12.90 €</p>
<p class="stock">In stock</p><p class="description">Warm, grey, knitted from the wool of mountain sheep.</p>
<button>Add to cart</button></main><footer>Updated 3 minutes ago</footer></body></html>`;
