import type { DropId } from '@gaveldrop/units';

/** What the saleroom's secret opens: salts nobody can guess, and signatures that anyone can check. */
export type SaleroomKeys = {
  /** 64 hexadecimal characters: the same for the same drop and id, and told only to those who may open the commitment. */
  salt(dropId: DropId, id: string): string;
  /** An Ed25519 signature over the text's UTF-8, base64url without padding. */
  sign(text: string): string;
  /** Which public key a signature is checked with: the RFC 7638 thumbprint of `publicKey`. */
  readonly keyId: string;
  /** Raw 32 bytes of the Ed25519 public key, base64url without padding: a JWK's `x`. */
  readonly publicKey: string;
};

export type Keys = {
  /** Reads the secret once; a failed reading throws a `Fault` and is tried again at the next call. */
  load(): Promise<SaleroomKeys>;
};
