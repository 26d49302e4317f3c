/** A replica that answers every request with the same few bytes: whatever else it took is the way to it. */
import { createServer } from "node:http";

const answer = '{"predictions":[1]}';
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.setHeader("content-type", "application/json");
    response.end(answer);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address !== "string") process.stdout.write(`${address.port}\n`);
});
