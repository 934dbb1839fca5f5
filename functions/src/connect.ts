/**
 * `$connect`: lets an authorized socket up. It admits and registers nothing: the socket is not up until this has
 * returned, so a post in that gap would find it gone; the phone's `hello` registers it.
 */
export const handler = async (): Promise<{ statusCode: number }> => ({ statusCode: 200 });
