export { createMessenger, type MessengerOptions } from "./create-messenger.ts";
