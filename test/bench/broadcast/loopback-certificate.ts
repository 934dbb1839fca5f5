import { readFileSync } from 'node:fs';

const fileOf = (name: string): Buffer =>
  readFileSync(new URL(`../../unit/adapters/${name}`, import.meta.url));

/** What a server of this machine shows who it is by, made for tests and of no worth anywhere else. */
export const loopbackCertificate = {
  /** What its clients trust it by. */
  cert: fileOf('loopback-cert.pem'),
  key: fileOf('loopback-key.pem'),
} as const;
