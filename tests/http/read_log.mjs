// A stranger's verifier of an exported read log: knows the format of doc/operations.md and the public key alone, and
// nothing of the program. Gives what it holds and what does not.
import { createPublicKey, verify } from 'node:crypto'

// ---- BLAKE2b (RFC 7693), without a key; node's own gives 64 bytes only, and 32 bytes are another function
const IV = [0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n, 0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n]
const SIGMA = ['0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15', '14 10 4 8 9 15 13 6 1 12 0 2 11 7 5 3',
  '11 8 12 0 5 2 15 13 10 14 3 6 7 1 9 4', '7 9 3 1 13 12 11 14 2 6 5 10 4 0 15 8', '9 0 5 7 2 4 10 15 14 1 11 12 6 8 3 13',
  '2 12 6 10 0 11 8 3 4 13 7 5 15 14 1 9', '12 5 1 15 14 13 4 10 0 7 6 3 9 2 8 11', '13 11 7 14 12 1 3 9 5 0 15 4 8 6 2 10',
  '6 15 14 9 11 3 0 8 12 2 13 7 1 4 10 5', '10 2 8 4 7 6 1 5 15 11 9 14 3 12 13 0'].map(row => row.split(' ').map(Number))
const COLUMNS = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]]
const word = x => BigInt.asUintN(64, x)
const turn = (x, by) => word(x >> BigInt(by) | x << BigInt(64 - by))

export function blake2b(bytes, size = 32) {
  const h = [...IV]
  h[0] ^= 0x01010000n ^ BigInt(size)
  const blocks = Math.max(1, Math.ceil(bytes.length / 128)), padded = Buffer.alloc(blocks * 128)
  bytes.copy(padded)
  for (let block = 0; block < blocks; block++) {
    const last = block === blocks - 1
    const m = Array.from({ length: 16 }, (_, i) => padded.readBigUInt64LE(block * 128 + i * 8)), v = [...h, ...IV]
    v[12] ^= BigInt(last ? bytes.length : (block + 1) * 128)
    if (last) v[14] = word(~v[14])
    for (let round = 0; round < 12; round++) {
      COLUMNS.forEach(([a, b, c, d], i) => {
        const s = SIGMA[round % 10]
        v[a] = word(v[a] + v[b] + m[s[2 * i]]); v[d] = turn(v[d] ^ v[a], 32)
        v[c] = word(v[c] + v[d]); v[b] = turn(v[b] ^ v[c], 24)
        v[a] = word(v[a] + v[b] + m[s[2 * i + 1]]); v[d] = turn(v[d] ^ v[a], 16)
        v[c] = word(v[c] + v[d]); v[b] = turn(v[b] ^ v[c], 63)
      })
    }
    for (let i = 0; i < 8; i++) h[i] ^= v[i] ^ v[i + 8]
  }
  const out = Buffer.alloc(64)
  h.forEach((x, i) => out.writeBigUInt64LE(x, i * 8))
  return out.subarray(0, size)
}

// ---- the format
const number = n => { const b = Buffer.alloc(8); b.writeBigInt64LE(BigInt(n)); return b }
const bytes = b => Buffer.concat([number(b.length), b])
const words = s => bytes(Buffer.from(s, 'utf8'))
const genesis = lane => blake2b(Buffer.concat([words('abri reads 1'), number(lane)]))
const LANES = 16

function lineHash(before, line) {
  return blake2b(Buffer.concat([before, number(line.lane), number(line.place), number(line.moment), words(line.agent),
    words(line.role), words(line.body), words(line.what), number(line.file), number(line.kinds), words(line.purpose),
    bytes(Buffer.from(line.reason, 'hex'))]))
}

function anchorOf(text) {
  const [title, when, previous, ...lanes] = text.split('\n')
  const [place, moment] = when.split(' ').map(Number)
  if (title !== 'abri anchor 1' || lanes.length !== LANES + 1 || lanes.pop() !== '') throw new Error('not an anchor')
  return { place, moment, previous, lanes: lanes.map((lane, i) => {
    const [n, start, startHash, length, hash] = lane.split(' ')
    if (Number(n) !== i) throw new Error('not an anchor')
    return { start: Number(start), startHash, length: Number(length), hash }
  }) }
}

const signer = hex => createPublicKey({ format: 'der', type: 'spki',
  key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(hex, 'hex')]) })

// Reads the file's text; `key` is the public key the stranger was given beforehand. { lines, anchors, faults: [words] }
export function readLog(text, key) {
  const faults = [], starts = [], lines = [], anchors = []
  const fault = what => { faults.push(what) }
  let head = null, end = null
  for (const row of text.split('\n').filter(Boolean)) {
    let json
    try { json = JSON.parse(row) } catch { fault('a line that is no JSON'); continue }
    if (end) fault('something after the end')
    if (json.format) head = json
    else if (json.end) end = json
    else if (json.anchor) anchors.push(json)
    else if (json.place === undefined) starts[json.lane] = json
    else lines.push(json)
  }
  if (head?.format !== 'abri reads 1') fault('no format')
  if (head?.key !== key) fault('another key')
  if (!end || end.lines !== lines.length || end.anchors !== anchors.length) fault('cut short')

  // Each lane from its start; at[lane] tells the hash after so many entries.
  const at = starts.map(start => new Map([[start.start, start.hash]])), length = starts.map(start => start.start)
  if (starts.filter(Boolean).length !== LANES) fault('a lane is missing')
  starts.forEach((start, lane) => { if (start.start === 0 && start.hash !== genesis(lane).toString('hex')) fault(`lane ${lane} begins elsewhere`) })
  for (const line of lines) {
    const { lane } = line
    if (line.place !== length[lane]) { fault(`lane ${lane}: entry ${length[lane]} is not there`); length[lane] = line.place }
    const before = at[lane].get(line.place)
    const hash = before === undefined ? '' : lineHash(Buffer.from(before, 'hex'), line).toString('hex')
    if (hash !== line.hash) fault(`lane ${lane}: entry ${line.place} is not what was written`)
    if (line.file % LANES !== lane) fault(`lane ${lane}: entry ${line.place} is of another lane`)
    length[lane] = line.place + 1
    at[lane].set(length[lane], line.hash)
  }

  // The anchors: signed, chained, and the lanes as each saw them.
  const publicKey = signer(key)
  let previous = genesis(LANES).toString('hex'), last = null
  anchors.forEach((json, i) => {
    const hash = blake2b(Buffer.from(json.anchor)).toString('hex')
    const signed = Buffer.from(`abri anchor 1\n${hash}\n`)
    if (!verify(null, signed, publicKey, Buffer.from(json.signature, 'hex'))) fault(`anchor ${i} is not signed`)
    const anchor = anchorOf(json.anchor)
    if (anchor.place !== i || anchor.previous !== previous) fault(`anchor ${i} does not follow`)
    previous = hash
    last = anchor
    anchor.lanes.forEach((lane, n) => {
      const known = at[n]?.get(lane.length)
      if (known !== undefined ? known !== lane.hash : lane.length > length[n]) fault(`anchor ${i} saw another lane ${n}`)
    })
  })
  // The last anchor is made by the export itself: nothing was added since.
  last?.lanes.forEach((lane, n) => { if (lane.length !== length[n]) fault(`lane ${n} is not as long as the last anchor says`) })
  if (!last) fault('no anchor')
  return { lines, anchors, faults }
}
