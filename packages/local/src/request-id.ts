import { randomBytes } from 'node:crypto';

/** An id as API Gateway gives each request and each connection: URL-safe base 64 that ends in `=`, so it must be escaped in a path. */
export const requestId = (): string => `${randomBytes(11).toString('base64url')}=`;
