import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/**
 * Certificates made on the spot, so that none in the repository can expire: EC P-256, for a few days.
 *
 *     const ca = makeCertificate({ name: "a CA", authority: true });
 *     const server = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"], issuer: ca });
 *     https.createServer({ key: server.key, cert: server.cert });
 *     https.get(url, { ca: ca.cert });
 *
 * Without an issuer it signs itself. Node can sign but has no words for certificates: what is below is the little of DER
 * (X.690) and X.509 (RFC 5280) that they take.
 */
export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
  /** Hash of the certificate, as WebTransport's `serverCertificateHashes` take it. */
  readonly sha256: Buffer;
  readonly name: string;
  readonly privateKey: KeyObject;
}

interface Wanted {
  /** Common name, and DNS name. */
  name: string;
  /** IPv4 addresses that it is for. */
  addresses?: readonly string[];
  /** It may sign others. */
  authority?: boolean;
  issuer?: Certificate;
  /** How long it is valid; browsers take a hash only for one of at most 14. @default 7 */
  days?: number;
}

export function makeCertificate({ name, addresses = [], authority = false, issuer, days = 7 }: Wanted): Certificate {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const hour = 3_600_000;
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    // a positive number
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer?.name ?? name),
    sequence(time(Date.now() - hour), time(Date.now() + days * 24 * hour - 2 * hour)),
    distinguishedName(name),
    createPublicKey(privateKey).export({ type: "spki", format: "der" }),
    explicit(3, sequence(basicConstraints(authority), alternativeNames(name, addresses))),
  );
  const der = sequence(body, ECDSA_WITH_SHA256, bits(sign("sha256", body, issuer?.privateKey ?? privateKey)));
  const lines = der.toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    sha256: createHash("sha256").update(der).digest(),
    name,
    privateKey,
  };
}

const tagged = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  // lengths from 128 on are preceded by how many bytes they take
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
};

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
const explicit = (n: number, part: Buffer): Buffer => tagged(0xa0 + n, part);
const integer = (bytes: Buffer): Buffer => tagged(0x02, bytes);
const bits = (bytes: Buffer): Buffer => tagged(0x03, Buffer.from([0]), bytes);
const octets = (bytes: Buffer): Buffer => tagged(0x04, bytes);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, "hex"));
const TRUE = tagged(0x01, Buffer.from([0xff]));

/** 1.2.840.10045.4.3.2 */
const ECDSA_WITH_SHA256 = sequence(oid("2a8648ce3d040302"));

/** 1.2.840.113549.1.9.21, the same for the one certificate and the one key of a file. */
const LOCAL_KEY_ID = tagged(0x31, sequence(oid("2a864886f70d010915"), tagged(0x31, octets(Buffer.from([1])))));

/** UTCTime: `YYMMDDHHMMSSZ`. */
const time = (ms: number): Buffer =>
  tagged(0x17, Buffer.from(`${new Date(ms).toISOString().slice(2, 19).replace(/\D/g, "")}Z`));

/** A common name (2.5.4.3) alone. */
const distinguishedName = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(oid("550403"), tagged(0x0c, Buffer.from(name)))));

/** 2.5.29.19, critical. */
const basicConstraints = (authority: boolean): Buffer =>
  sequence(oid("551d13"), TRUE, octets(authority ? sequence(TRUE) : sequence()));

/** 2.5.29.17. */
const alternativeNames = (name: string, addresses: readonly string[]): Buffer =>
  sequence(
    oid("551d11"),
    octets(
      sequence(
        tagged(0x82, Buffer.from(name)),
        ...addresses.map((address) => tagged(0x87, Buffer.from(address.split(".").map(Number)))),
      ),
    ),
  );

/** A PKCS #12 file of it (RFC 7292), without a passphrase: the certificate and its key, in the clear. */
export const makePfx = ({ cert, privateKey }: Certificate): Buffer => {
  const der = Buffer.from(cert.replace(/-----.*?-----|\s/g, ""), "base64");
  const key = privateKey.export({ type: "pkcs8", format: "der" });
  const x509 = sequence(oid("2a864886f70d01091601"), explicit(0, octets(der)));
  const bags = sequence(
    // by this both are known for a pair
    sequence(oid("2a864886f70d010c0a0103"), explicit(0, x509), LOCAL_KEY_ID),
    sequence(oid("2a864886f70d010c0a0101"), explicit(0, key), LOCAL_KEY_ID),
  );
  const data = (content: Buffer): Buffer => sequence(oid("2a864886f70d010701"), explicit(0, octets(content)));
  return sequence(integer(Buffer.from([3])), data(sequence(data(bags))));
};
