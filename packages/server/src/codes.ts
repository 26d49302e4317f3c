import type { CodeEntry } from "@mlx/core";
import { apiCodes } from "./api/codes.ts";
import { senseiCodes } from "./sensei/codes.ts";
import { runCodes } from "./sensei/runs/codes.ts";

/** The codes of this package: 85xx, the server of `mlx up`. */
export const serverCodes: readonly CodeEntry[] = [
  {
    code: "MLX8501",
    title: "The port is in use",
    explanation: `\`mlx up\` answers over HTTP (health, metrics, status), on 127.0.0.1:4747 unless it is told otherwise. Another
program listens there; it may be the \`mlx up\` of this project, which serves the API too, or of another one.

    mlx up --port 4748     # another one
    mlx up --port 0        # any that is free; it is printed, and \`mlx status\` shows it

\`ss -ltnp\` on Linux, or \`lsof -iTCP -sTCP:LISTEN\`, shows who has the port.`,
  },
  {
    code: "MLX8502",
    title: "The address is not one of this machine",
    explanation: `\`--host\` is the address that \`mlx up\` listens on: 127.0.0.1 (the default) for this machine alone, 0.0.0.0 or ::
for all of its addresses, or one of them. A name has to lead to one of them.`,
  },
  {
    code: "MLX8503",
    title: "The port may not be used",
    explanation: `Ports below 1024 take rights that mlx should not have. Take one above, and let a reverse proxy answer on the
other.`,
  },
  {
    code: "MLX8504",
    title: "The socket of the daemon cannot be made",
    explanation: `\`mlx down\` and \`mlx status\` talk to the daemon through a socket file of its own, which only its user may open.
It could not be made: the folder is missing, cannot be written to, or lies on a file system that has no sockets.`,
  },
  {
    code: "MLX8510",
    title: "The port of a service cannot be had",
    explanation: `A service with \`port\` in its \`serve\` answers there at \`/ping\` and \`/invocations\`, beside the daemon's own
\`/services/NAME/…\`. Another program listens on that port, or it is below 1024. The daemon tries again; until then
only its own port answers.`,
  },
  {
    code: "MLX8511",
    title: "There is no such service",
    explanation: `Answered with 404. \`POST /services/NAME/invocations\` asks the model of a service, \`GET /services/NAME/ping\`
whether it takes requests. A service is there from its apply on where it has \`serve\`, is enabled, and \`mlx up\` runs.
The key of a service belongs to its name: \`/services/forecast[eu]/invocations\`.`,
  },
  {
    code: "MLX8512",
    title: "The service does not serve at the moment",
    explanation: `Answered with 503 and \`Retry-After\`. There is no model yet, the first replica is coming up, or none could be
started; \`mlx services show NAME\` says which, and what is done about it.`,
  },
  {
    code: "MLX8513",
    title: "Too many requests wait",
    explanation: `Answered with 503 and \`Retry-After\`. Each replica is given \`concurrency\` requests at once, and \`queueLimit\` more
may wait, with 512 MiB of bodies at most. More \`replicas\` serve more at once, where the machine has processors
for them.`,
  },
  {
    code: "MLX8514",
    title: "The body is too large",
    explanation: `Answered with 413, where possible before it is read. \`maxBodyInMB\` of the service's \`serve\` says how much is
taken. Many rows are better scored by a run: \`mlx run service/NAME --task score\`.`,
  },
  {
    code: "MLX8515",
    title: "The body came too slowly",
    explanation: `Answered with 408. A request's body has to arrive within the service's \`timeout\`, and without a pause of
10 seconds. No replica is kept waiting by it.`,
  },
  {
    code: "MLX8516",
    title: "There was no answer in time",
    explanation: `Answered with 504, after the service's \`timeout\`: either no replica was free, or the one that had the request
was still at work. The detail says which.`,
  },
  {
    code: "MLX8517",
    title: "The replica gave no whole answer",
    explanation: `Answered with 502. The program died, or closed the connection, before it had answered; the request was then given
to another replica, if none of the answer had come, and that one failed too. Or what it answered was not HTTP.`,
  },
  {
    code: "MLX8518",
    title: "The method is not what is done here",
    explanation: `Answered with 405 and \`Allow\`. \`/ping\` is asked with GET or HEAD, \`/invocations\` with POST.`,
  },
  {
    code: "MLX8519",
    title: "The server does not answer for this name",
    explanation: `Answered with 421. While \`mlx up\` listens on this machine's loopback alone, it answers only what is asked of
127.0.0.1, ::1 or localhost: a web page whose name was made to lead here gets nothing. A reverse proxy has to set
\`Host\` to one of these; \`mlx up --host\` with another address takes every name.`,
  },
  {
    code: "MLX8520",
    title: "The request is not well-formed",
    explanation: `Answered with 400, or with 431 where its headers have more than 16 KiB. What was sent is not HTTP as servers
read it: a \`Content-Length\` that is no number, chunks without their sizes, a header without a colon. No model was
asked.`,
  },
  {
    code: "MLX8521",
    title: "The body is too large for a document",
    explanation: `Answered with 413, where possible before it is read. A JSON body may have 1 MiB. Files are sent as parts of a
\`multipart/form-data\` body, where the operation takes one; \`server.maxUploadInMB\` says how large those may be.`,
  },
  {
    code: "MLX8522",
    title: "The body is not JSON",
    explanation: `Answered with 400. The detail says where the document breaks off from JSON, or that it is not UTF-8.`,
  },
  {
    code: "MLX8523",
    title: "The body holds what is not taken",
    explanation: `Answered with 400. A document may be nested 64 levels deep. No field may be called \`__proto__\`, nor a \`constructor\`
hold a \`prototype\`, because whoever merged such an object would change all others. Texts hold no control characters
besides tabs and line ends, and no half of a surrogate pair.`,
  },
  {
    code: "MLX8524",
    title: "The body came too slowly",
    explanation: `Answered with 408. A document has to arrive within 30 seconds. An upload may take longer, as long as something of it
arrives every 30 seconds.`,
  },
  {
    code: "MLX8525",
    title: "There were too many requests",
    explanation: `Answered with 429 and \`Retry-After\`. \`server.requestsPerMinute\` in mlx.yaml (6000 by default, 0 for any number)
counts the requests of each token; of each address where no token is asked for, or none is valid.`,
  },
  {
    code: "MLX8526",
    title: "There is no such operation",
    explanation: `Answered with 404. The API has nothing at this path, or not for this method. \`GET /openapi.json\` describes what
there is, \`GET /docs\` for people.`,
  },
  {
    code: "MLX8527",
    title: "There was no answer in time",
    explanation: `Answered with 503. The work on a request took longer than 30 seconds; it may go on, so look at what was to be changed
before you ask again. The store may be busy: \`mlx status\` and \`GET /healthz\` tell how things stand.`,
  },
  {
    code: "MLX8528",
    title: "A bug of mlx",
    explanation: `Answered with 500. What happened is told where the server runs (\`mlx up\`, or its log), under the id that the
answer has in \`x-request-id\`.`,
  },
  {
    code: "MLX8529",
    title: "The request is not as described",
    explanation: `Answered with 400. A part of the request (its path, query, headers or body) has another shape than the operation
takes; the summary names the field. \`GET /openapi.json\` describes each.`,
  },
  {
    code: "MLX8530",
    title: "The media type is not taken",
    explanation: `Answered with 415. Documents are \`application/json\`, or a media type that ends in \`+json\`; operations that take
files are sent \`multipart/form-data\`.`,
  },
  {
    code: "MLX8531",
    title: "The request cannot be taken",
    explanation: `Answered with 400 or another status below 500. What was sent is HTTP, but not a request that can be worked on:
a query with more than 200 parameters, a multipart body that breaks off, a \`Content-Length\` that does not fit.`,
  },
  {
    code: "MLX8532",
    title: "A file for HTTPS cannot be read",
    explanation: `\`--tls-cert\` and \`--tls-key\` of \`mlx up\`, or \`server.tls\` in mlx.yaml, name the PEM files of a certificate and of its
private key. One of them is not there, or mlx may not read it. Nothing was started.`,
  },
  {
    code: "MLX8533",
    title: "A file cannot be used for HTTPS",
    explanation: `The certificate file holds PEM certificates, the server's own first and those that it is signed by behind it; the key
file its private key in PEM, without a password. One of them holds something else, or the key belongs to another
certificate:

    openssl x509 -in cert.pem -noout -pubkey
    openssl pkey -in key.pem -pubout          # has to print the same`,
  },
  {
    code: "MLX8534",
    title: "The certificate is not valid now",
    explanation: `It has expired, or is valid only from a later time on: every client would refuse it. Renew it, or set the clock of
this machine right. Nothing was started.`,
  },
  {
    code: "MLX8535",
    title: "The API would be open to all",
    explanation: `\`--no-auth\` lets everybody in who reaches the server, as the user who started it. On 127.0.0.1 that is this machine
alone, and the default. On any other address everybody on the network could run programs here, so it is refused.
\`mlx token create USER\` makes a token; then \`mlx up --host 0.0.0.0\` asks for one.`,
  },
  {
    code: "MLX8536",
    title: "The API would let nobody in",
    explanation: `Beyond this machine the API answers only who shows a token, and there is none that is valid. \`mlx token create USER\`
prints one, once; \`mlx token list\` shows those that there are, without their text.`,
  },
  {
    code: "MLX8537",
    title: "A page of another site may not change anything",
    explanation: `Answered with 403. Browsers let any page send forms and plain texts to any server, this machine's too, where no
token is asked for. So what would change something is refused where the browser says that the page is of another site
(\`Sec-Fetch-Site\`, else \`Origin\`). Programs say neither, and there is no CORS: no page of another origin reads answers.
A web application that uses the API asks it from its own server, or through a reverse proxy on the same host.`,
  },
  {
    code: "MLX8538",
    title: "The method is not allowed",
    explanation: `Answered with 405; \`Allow\` lists the methods that the path takes. \`GET /openapi.json\` describes each.`,
  },
  ...senseiCodes,
  ...runCodes,
  ...apiCodes,
];
