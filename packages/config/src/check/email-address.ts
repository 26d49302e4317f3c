/** Whether a text can be an e-mail address; whether it is one only its server knows. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()\\,;"]*[^\s@<>()\\,;".]$/.test(text);
}
