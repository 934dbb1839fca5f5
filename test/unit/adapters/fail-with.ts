/** An error as the SDK throws it: a service's answer with its status, or a socket's error without one. */
export function failWith(
  name: string,
  more: { readonly status?: number; readonly code?: string; readonly [field: string]: unknown } = {},
): Error {
  const { status, ...fields } = more;
  const metadata = status === undefined ? { attempts: 1 } : { httpStatusCode: status, attempts: 1 };
  return Object.assign(new Error(name), { name, $metadata: metadata, ...fields });
}
