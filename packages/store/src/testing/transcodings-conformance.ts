import type { Transcoding } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { freshStore } from "./fresh-store.ts";
import { at, uuid } from "./samples.ts";
import type { OpenFresh } from "./store-conformance.ts";

export function transcodingsConformance(open: OpenFresh): void {
  describe("transcodings", () => {
    const fresh = freshStore(open);
    const transcoding = (id: number, model: number): Transcoding => ({
      ...{ id: uuid(id), modelId: uuid(model, 0xe), targetFormat: "CoreML", actor: "jane" },
      ...{ createdAt: at(id), updatedAt: at(id) },
    });

    it("are kept, each once, and listed by their model", async () => {
      const { transcodings } = fresh.store;
      for (const each of [transcoding(2, 1), transcoding(1, 1), transcoding(3, 2)])
        await transcodings.add(each);
      await transcodings.add({ ...transcoding(1, 1), targetFormat: "TF" });
      expect(await transcodings.get(uuid(1))).toEqual(transcoding(1, 1));
      expect(await transcodings.get(uuid(9))).toBeUndefined();
      expect(await transcodings.list(uuid(1, 0xe))).toEqual([transcoding(2, 1), transcoding(1, 1)]);
      expect(await transcodings.list(uuid(9, 0xe))).toEqual([]);
      const other = await fresh.opened.another?.("other");
      expect(await other?.transcodings.get(uuid(1))).toBeUndefined();
      expect((await other?.transcodings.list(uuid(1, 0xe))) ?? []).toEqual([]);
    });
  });
}
