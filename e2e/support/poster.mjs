// A screenshot in its 256 most frequent colours: what is looked at in review, at a quarter of the bytes.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

function* chunks(png) {
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    yield [png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length)];
    at += length + 12;
  }
}

function chunk(name, body) {
  const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(name, 'latin1'), body, Buffer.alloc(4)]);
  whole.writeUInt32BE(body.length);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
  return whole;
}

// The bytes of all rows, their filters undone (PNG specification, 9.2).
function rows(packed, height, width, depth) {
  const lines = Buffer.from(packed);
  const stride = width * depth;
  for (let y = 0, at = 0; y < height; y += 1, at += stride + 1) {
    const filter = lines[at];
    for (let x = 1; x <= stride; x += 1) {
      const left = x > depth ? lines[at + x - depth] : 0;
      const up = y ? lines[at + x - stride - 1] : 0;
      const corner = y && x > depth ? lines[at + x - stride - 1 - depth] : 0;
      const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
      const nearest = a <= b && a <= c ? left : b <= c ? up : corner;
      lines[at + x] += [0, left, up, (left + up) >> 1, nearest][filter];
    }
  }
  return lines;
}

// A place among 256 for every colour: its own for the most frequent, the nearest one's for the others.
function paletteOf(lines, width, height, colour) {
  const counts = new Map();
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) counts.set(colour(x, y), (counts.get(colour(x, y)) ?? 0) + 1);
  }
  const often = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([rgb]) => rgb);
  const own = often.slice(0, 256);
  const apart = (a, b) => [16, 8, 0].reduce((sum, bits) => sum + Math.abs((a >> bits & 255) - (b >> bits & 255)), 0);
  const nearest = (rgb) => own.reduce((best, it, place) => (apart(it, rgb) < apart(own[best], rgb) ? place : best), 0);
  const places = new Map(often.map((rgb, place) => [rgb, place < 256 ? place : nearest(rgb)]));
  return Object.assign(places, { own: new Set(own) });
}

export function poster(png) {
  const parts = [...chunks(png)];
  const head = Buffer.from(parts[0][1]);
  const [width, height, depth] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 6 ? 4 : 3];
  const packed = inflateSync(Buffer.concat(parts.filter(([name]) => name === 'IDAT').map(([, body]) => body)));
  const lines = rows(packed, height, width, depth);
  const stride = width * depth + 1;
  const colour = (x, y) => lines.readUIntBE(y * stride + 1 + x * depth, 3) & 0xfcfcfc;
  const places = paletteOf(lines, width, height, colour);
  const out = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) out[y * (width + 1) + 1 + x] = places.get(colour(x, y));
  }
  const palette = Buffer.alloc(768);
  for (const [rgb, place] of places) if (places.own.has(rgb)) palette.writeUIntBE(rgb, place * 3, 3);
  head[9] = 3;
  return Buffer.concat([
    SIGNATURE, chunk('IHDR', head), chunk('PLTE', palette), chunk('IDAT', deflateSync(out, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ]);
}
