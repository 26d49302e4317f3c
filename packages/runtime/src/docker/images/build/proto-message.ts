/**
 * The little of Protocol Buffers that a build needs, which spares a build session its large libraries:
 * reading a message by field number, and writing fields of bytes and text.
 * https://protobuf.dev/programming-guides/encoding/
 */
import { InternalError } from "@mlx/core";

/** Field number to its values in order: numbers as `bigint`, the rest as bytes. */
export type ProtoMessage = ReadonlyMap<number, readonly (bigint | Uint8Array)[]>;

/** Throws `InternalError` for what is no such message: only the engine's answers are read. */
export function readProtoMessage(bytes: Uint8Array): ProtoMessage {
  const fields = new Map<number, (bigint | Uint8Array)[]>();
  let at = 0;

  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 63n) throw new InternalError("a message of the build is cut off");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
  function take(length: number): Uint8Array {
    if (at + length > bytes.length) throw new InternalError("a message of the build is cut off");
    at += length;
    return bytes.subarray(at - length, at);
  }
  function read(type: number): bigint | Uint8Array {
    if (type === 0) return varint();
    if (type === 1) return take(8);
    if (type === 2) return take(Number(varint()));
    if (type === 5) return take(4);
    throw new InternalError(`a message of the build has a field of type ${type.toString()}`);
  }

  while (at < bytes.length) {
    const tag = Number(varint());
    const values = fields.get(tag >>> 3) ?? [];
    values.push(read(tag & 7));
    fields.set(tag >>> 3, values);
  }
  return fields;
}

export function textField(message: ProtoMessage, field: number): string {
  const value = message.get(field)?.at(-1);
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : "";
}

export function flagField(message: ProtoMessage, field: number): boolean {
  return (message.get(field)?.at(-1) ?? 0n) !== 0n;
}

export function hasField(message: ProtoMessage, field: number): boolean {
  return message.has(field);
}

export function messageFields(message: ProtoMessage, field: number): readonly ProtoMessage[] {
  return (message.get(field) ?? []).flatMap((value) =>
    value instanceof Uint8Array ? [readProtoMessage(value)] : [],
  );
}

/** A message of fields that are text or bytes. */
export function writeProtoMessage(fields: ReadonlyMap<number, string | Uint8Array>): Buffer {
  const parts: Buffer[] = [];
  for (const [field, value] of fields) {
    const content = Buffer.from(value);
    parts.push(writeVarint((field << 3) | 2), writeVarint(content.length), content);
  }
  return Buffer.concat(parts);
}

function writeVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}
