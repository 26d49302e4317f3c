import {
  digestOf,
  type ImageLock,
  type ImageResolver,
  MlxError,
  type PinnedImage,
  type PullPolicy,
} from "@mlx/core";

export interface FakeImages extends ImageResolver {
  /** What names stand for now, or why that cannot be told; any other name is of no image. */
  readonly known: Map<string, PinnedImage | MlxError>;
  readonly asked: { readonly reference: string; readonly pull: PullPolicy }[];
}

/** An engine and its registries, in memory. */
export function createFakeImages(): FakeImages {
  const known: FakeImages["known"] = new Map();
  const asked: FakeImages["asked"] = [];
  return {
    known,
    asked,
    check: (reference) => {
      const image = known.get(reference);
      if (image instanceof MlxError && image.code === "MLX4038") throw image;
    },
    resolve: async (reference, pull) => {
      asked.push({ reference, pull });
      const image = known.get(reference) ?? failure("MLX4032", `there is no image ${reference}`);
      if (image instanceof MlxError) throw image;
      return image;
    },
  };
}

/** The image as it is with that content. */
export function imageOf(reference: string, content: string, local = false): PinnedImage {
  return { reference, digest: digestOf(content), local };
}

export function failure(code: `MLX${number}`, summary: string): MlxError {
  return new MlxError({ code, summary, detail: "It said so.", next: ["do something"] });
}

export interface FakeLock extends ImageLock {
  readonly images: Map<string, PinnedImage>;
  reads: number;
}

export function createFakeLock(): FakeLock {
  const images = new Map<string, PinnedImage>();
  const lock: FakeLock = {
    images,
    reads: 0,
    read: async () => {
      lock.reads += 1;
      return new Map(images);
    },
    write: async (written) => {
      images.clear();
      for (const image of written) images.set(image.reference, image);
    },
  };
  return lock;
}
