import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** PEM of a new Ed25519 key: PKCS#8 of the private half, SPKI of the public one. */
export function makeKeys(): { readonly privatePem: string; readonly publicPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privatePem: pemOf(privateKey), publicPem: pemOf(publicKey) };
}

/** Throws when the text is no PEM of an Ed25519 private key. */
export function readPrivateKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`The key is of type ${key.asymmetricKeyType ?? '?'}, not ed25519.`);
  return key;
}

export function isPrivateKey(pem: string): boolean {
  try {
    readPrivateKey(pem);
    return true;
  } catch {
    return false;
  }
}

const block = /-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----/g;

/** Every public key of the text, one PEM after another; none when there is none. Throws on one that is not Ed25519. */
export const readPublicKeys = (text: string): readonly KeyObject[] =>
  (text.match(block) ?? []).map((pem) => {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`The key is of type ${key.asymmetricKeyType ?? '?'}, not ed25519.`);
    return key;
  });

export const publicKeyOf = (key: KeyObject): KeyObject => (key.type === 'private' ? createPublicKey(key) : key);

export const pemOf = (key: KeyObject): string =>
  key.export(key.type === 'private' ? { type: 'pkcs8', format: 'pem' } : { type: 'spki', format: 'pem' }).toString();

const ed25519 = Buffer.from([1]);

/** Which key signed, as a signed note has it (C2SP signed-note): four bytes of a hash over the name of the log and the public key. */
export function keyId(name: string, key: KeyObject): Buffer {
  const raw = publicKeyOf(key).export({ type: 'spki', format: 'der' }).subarray(-32); // the key itself is the end of its SPKI (RFC 8410)
  return createHash('sha256').update(`${name}\n`).update(ed25519).update(raw).digest().subarray(0, 4);
}
