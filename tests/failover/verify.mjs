// Compares what was acknowledged with what the store holds. `acks`: one object a line of the log the client kept, in order:
// { what: 'claim' | 'decision' | 'order', key, file }. `read(file)` gives the kinds of a file's facts, or null when it cannot be
// read; `files` is how many files the store says it has. Every claim that was ever sent was acknowledged in the end (the client
// asks until it is), so that a file more than claims is a claim taken twice.
const factOf = { claim: 'claim_received', decision: 'claim_granted', order: 'payment_ordered' }

export async function verify(acks, read, files) {
  const found = { claim: 0, decision: 0, order: 0, lost: [], doubled: [] }
  const byKey = new Map(), byFile = new Map()
  for (const ack of acks) {
    const before = byKey.get(ack.key)
    if (before && before.file !== ack.file) found.doubled.push(`${ack.key}: in ${before.file} and ${ack.file}`)
    if (before) continue
    byKey.set(ack.key, ack)
    if (!byFile.has(ack.file)) byFile.set(ack.file, [])
    byFile.get(ack.file).push(ack)
  }
  for (const [file, told] of byFile) {
    const kinds = await read(file)
    for (const { what, key } of told) {
      const times = kinds ? kinds.filter(kind => kind === factOf[what]).length : 0
      found[what]++
      if (times === 0) found.lost.push(`${key}: ${what} of ${file}`)
      if (times > 1 || told.filter(one => one.what === what).length > 1) found.doubled.push(`${key}: ${what} of ${file}`)
    }
    for (const what of Object.keys(factOf)) // what nobody was told of, and yet is there twice
      if (kinds && !told.some(one => one.what === what) && kinds.filter(kind => kind === factOf[what]).length > 1) found.doubled.push(`${what} of ${file}`)
  }
  for (let more = found.claim; more < files; more++) found.doubled.push('a file no acknowledgement speaks of')
  return found
}
