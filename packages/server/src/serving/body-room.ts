/** Memory for the bodies of requests that are read, wait, or are with a replica, which is bounded. */
export interface BodyRoom {
  /** False where there is no more; a body that is alone has room whatever its size. */
  take(bytes: number, alreadyTaken: number): boolean;
  giveBack(bytes: number): void;
}

export function createBodyRoom(mostBytes: number): BodyRoom {
  let taken = 0;
  return {
    take: (bytes, alreadyTaken) => {
      if (taken + bytes > mostBytes && taken > alreadyTaken) return false;
      taken += bytes;
      return true;
    },
    giveBack: (bytes) => {
      taken -= bytes;
    },
  };
}
