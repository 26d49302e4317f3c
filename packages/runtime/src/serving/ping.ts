import { request } from "node:http";

const patience = 2000;

/** Whether `GET /ping` is answered 200 within two seconds; a connection of its own each time. */
export function ping(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(`${url}/ping`, { agent: false, timeout: patience }, (answer) => {
      answer.resume();
      finish(answer.statusCode === 200);
    });
    const finish = (isWell: boolean) => {
      resolve(isWell);
      // Whatever else it may send is not waited for.
      if (!isWell) asked.destroy();
    };
    const timer = setTimeout(() => {
      resolve(false);
      asked.destroy();
    }, patience);
    asked.on("error", () => finish(false));
    asked.on("close", () => clearTimeout(timer));
    asked.end();
  });
}
