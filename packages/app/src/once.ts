export interface Once<T> {
  (): T;
  /** The value, if it was made. */
  peek(): T | undefined;
}

/** Makes a value when it is first asked for, and keeps it. */
export function once<T>(make: () => T): Once<T> {
  let made: { readonly value: T } | undefined;
  const get = () => {
    made ??= { value: make() };
    return made.value;
  };
  return Object.assign(get, { peek: () => made?.value });
}
