type WithoutNulls<T> = {
  [K in keyof T as null extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>;
};

/** A column's null is an absent field of the object that the row stands for. */
export function withoutNulls<T extends object>(row: T): WithoutNulls<T> {
  const present: { [key: string]: unknown } = {};
  for (const key in row) if (row[key] !== null) present[key] = row[key];
  return present as WithoutNulls<T>;
}
