// A photo of nothing, for stories that send papers.
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** A picture of so many pixels a side that can't be packed, as a PNG. */
export function noise(side) {
  const crc = bytes => ~bytes.reduce((c, b) => { for (let k = 0, x = (c ^ b) & 255; k < 8; k++) x = x & 1 ? x >>> 1 ^ 0xedb88320 : x >>> 1, k === 7 && (c = c >>> 8 ^ x); return c; }, -1) >>> 0;
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]), all = Buffer.alloc(body.length + 8);
    all.writeUInt32BE(data.length);
    body.copy(all, 4);
    all.writeUInt32BE(crc(body), body.length + 4);
    return all;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side);
  head.writeUInt32BE(side, 4);
  head.set([8, 2], 8);
  const rows = randomBytes((3 * side + 1) * side);
  for (let y = 0; y < side; y++) rows[y * (3 * side + 1)] = 0;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 0 })), chunk('IEND', Buffer.alloc(0))]);
}
