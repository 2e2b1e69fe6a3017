// What a reader of the API needs to know before any operation: the first page of /docs, and `info.description` of the description.
export const GUIDE = `Webloom watches websites. A **job** says which pages to look at, what to take from them and when; each **run** of a job fetches the
pages, finds what changed, and stores it. This API does everything that the dashboard and the command line do.

\`\`\`sh
curl -H "Authorization: Bearer $WEBLOOM_API_KEY" http://127.0.0.1:4600/v1/jobs
\`\`\`

## Keys

Send a key as \`Authorization: Bearer …\`: the operator's \`WEBLOOM_API_KEY\`, or one of \`POST /v1/keys\`. Where the API listens on loopback
alone and the operator has set no key, none is needed. Each operation names the scope it needs: **viewer** reads, **operator** also changes
and starts, **admin** also removes and manages keys. A key sees its own workspace only; an id of another one is answered 404.

A browser logs in once (\`POST /v1/session\`) and then has a cookie; its changes also need the header \`x-csrf-token\` with \`csrfToken\` of
\`GET /v1/me\`. A caller may send 3,000 reads and 600 changes a minute, unless the operator says otherwise; \`RateLimit-*\` headers tell what
is left, and 429 comes with \`Retry-After\`.

## Lists

A list answers \`{"items": […], "nextCursor": "…"}\`. For the next page send \`cursor\` with that text as it is and the same filters; \`null\` says
that this was the last page. \`limit\` is 50, and 200 at most. Rows that come meanwhile shift nothing: a cursor names a place, not a number.

## Sending again

Operations that begin something take the header \`Idempotency-Key\`, any text of yours. The same key with the same body gets the first answer
again, for a day, also after a restart; with another body it is 422. So a request whose answer was lost can be sent again.

A job has an \`ETag\`. Send it as \`If-Match\` with \`PATCH\` and \`DELETE\`: 412 says that somebody changed the job since you read it.

## Errors

Every error is \`application/problem+json\` (RFC 9457): \`type\` leads to a page about it, \`detail\` says what failed and what to do, \`errors\` lists
every fault of a body with its JSON pointer, and \`requestId\` finds the request in the log.

| status | what to do |
|---|---|
| 400, 404, 422 | correct the request; the same one fails again |
| 401, 403 | send a key that works, or one with the scope \`neededScope\` |
| 409 | not possible in the present state: \`state\` and \`allowedTransitions\` tell what is |
| 412 | read the job again, then change it |
| 429, 503 | send it again after \`Retry-After\` seconds; \`GET /v1/health\` tells what is away |
| 500 | a fault in Webloom: its log has it under \`requestId\` |

## Streams

\`GET /v1/events\` is one stream of all that happens, as server-sent events; \`topics\` narrows it (\`topics=run:ID,page.changed\`). Each \`data\` is a
JSON document (\`StreamEvent\`). When the connection is lost, connect again with \`Last-Event-ID\`: what was missed comes first, and
what you know already you tell by its \`id\`. Every four seconds \`alive\` says that the stream lives. Progress of runs is told live only.

## Names

One thing has one name everywhere: \`jobId\`, \`runId\`, \`pageId\`, \`changeId\`. Times are ISO 8601 in UTC, durations end in \`Ms\`, sizes in
\`Bytes\`, amounts of money are whole minor units with their currency. A member marked deprecated goes with the next version; its description
names what took its place. A new member may come at any time: leave alone what you do not know.
`;
