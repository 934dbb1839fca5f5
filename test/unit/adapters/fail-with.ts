/** An error as the SDK throws it: a service's answer with its status and whose fault it was, or a socket's error without. */
export function failWith(
  name: string,
  more: { readonly status?: number; readonly code?: string; readonly [field: string]: unknown } = {},
): Error {
  const { status, ...fields } = more;
  const metadata = status === undefined ? { attempts: 1 } : { httpStatusCode: status, attempts: 1 };
  const fault = status === undefined || status < 400 ? {} : { $fault: status < 500 ? 'client' : 'server' };
  return Object.assign(new Error(name), { name, $metadata: metadata, ...fault, ...fields });
}
