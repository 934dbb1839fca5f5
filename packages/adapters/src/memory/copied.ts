/** A copy that shares nothing with its original and holds what storage would: no key without a value. */
export const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
