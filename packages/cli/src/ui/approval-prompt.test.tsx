import { render } from "ink-testing-library";
import { expect, test, vi } from "vitest";
import { ApprovalPrompt } from "./approval-prompt.tsx";

const request = { question: "Apply 3 changes, delete 1 resource?", details: "- recipe/a", destructive: true };

/** Presses the keys; returns the answers and the last frame. */
async function press(...keys: readonly string[]) {
  const answers: boolean[] = [];
  const { stdin, lastFrame, unmount } = render(
    <ApprovalPrompt request={request} onAnswer={(approved) => answers.push(approved)} />,
  );
  await vi.waitFor(() => expect(stdin.listenerCount("readable")).toBeGreaterThan(0));
  for (const key of keys) {
    stdin.write(key);
    await settled(lastFrame);
  }
  const frame = lastFrame();
  unmount();
  return { answers, frame };
}

/** Waits until a key had its effect: until nothing new is drawn. An escape is held back for 20 ms. */
async function settled(lastFrame: () => string | undefined): Promise<void> {
  let before: string | undefined;
  do {
    before = lastFrame();
    await new Promise((resolve) => setTimeout(resolve, 60));
  } while (lastFrame() !== before);
}

test("the question and the keys", async () => {
  expect(await press()).toEqual({
    answers: [],
    frame: "Apply 3 changes, delete 1 resource? [y] yes  [N] no  [d] details",
  });
});

test.each([
  ["y", true, "yes"],
  ["Y", true, "yes"],
  ["n", false, "no"],
  ["\r", false, "no"],
  ["\u001b", false, "no"],
  ["\u0003", false, "no"],
  ["\u0004", false, "no"],
  ["y\r", true, "yes"],
  ["yes\r", true, "yes"],
  ["no\n", false, "no"],
])("the key %j answers %j", async (key, approved, word) => {
  expect(await press(key)).toEqual({
    answers: [approved],
    frame: `Apply 3 changes, delete 1 resource? ${word}`,
  });
});

test("d shows the details and asks on; a second answer is not heard", async () => {
  const { answers, frame } = await press("d", "x", "y", "n");
  expect(answers).toEqual([true]);
  expect(frame).toContain("- recipe/a");
});
