import { Box, Static, Text, useInput } from "ink";
import { useState } from "react";
import type { ApprovalRequest } from "../terminal.ts";

export interface ApprovalPromptProps {
  readonly request: ApprovalRequest;
  readonly onAnswer: (approved: boolean) => void;
}

/** Asks for y or n; d shows the details first. Escape, Ctrl-C and Enter alone mean no. */
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
      const letter = input.toLowerCase();
      if (letter === "y") settle(true);
      else if (letter === "n" || key.escape || key.return || (key.ctrl && letter === "c")) settle(false);
      else if (letter === "d" && shown.length === 0) setShown([details]);
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
        <Text> {answer ?? "[y] yes  [n] no  [d] details "}</Text>
      </Box>
    </>
  );
}
