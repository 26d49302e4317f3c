import { Box, Static, Text, useInput } from "ink";
import { useState } from "react";
import type { ApprovalRequest } from "../terminal.ts";

export interface ApprovalPromptProps {
  readonly request: ApprovalRequest;
  readonly onAnswer: (approved: boolean) => void;
}

/** Asks for y or n; d shows the details first. Escape, Ctrl-C, Ctrl-D and Enter alone mean no. */
export function ApprovalPrompt({ request, onAnswer }: ApprovalPromptProps) {
  const { question, details, destructive } = request;
  const [answer, setAnswer] = useState<"yes" | "no">();
  const [shown, setShown] = useState<readonly string[]>([]);
  useInput(
    (input, key) => {
      const settle = (approved: boolean) => {
        setAnswer(approved ? "yes" : "no");
        onAnswer(approved);
      };
      // A word and its Enter may come in one piece.
      const word = input.trim().toLowerCase();
      const enter = key.return || (input !== "" && word === "");
      if (key.escape || enter || key.ctrl) settle(false);
      else if (word === "y" || word === "yes") settle(true);
      else if (word === "n" || word === "no") settle(false);
      else if (word === "d" && shown.length === 0) setShown([details]);
    },
    { isActive: answer === undefined },
  );
  return (
    <>
      <Static items={[...shown]}>{(text) => <Text key="details">{`${text}\n`}</Text>}</Static>
      <Box>
        <Text bold color={destructive ? "red" : "yellow"}>
          {question}
        </Text>
        <Text> {answer ?? "[y] yes  [N] no  [d] details "}</Text>
      </Box>
    </>
  );
}
