// A bill of materials against CycloneDX's own schema, and against the program: every library it asks for is in it.
// sbom.mjs FILE PROGRAM
import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { Validation } from '@cyclonedx/cyclonedx-library'

const words = readFileSync(process.argv[2], 'utf8'), bom = JSON.parse(words)
const wrong = await new Validation.JsonStrictValidator('1.5').validate(words)
if (wrong) { console.log(JSON.stringify(wrong)); process.exit(1) }
const named = new Set(bom.components.map(part => part.name))
const needed = [...execFileSync('ldd', [process.argv[3]], { encoding: 'utf8' }).matchAll(/=> (\/\S+) /g)].map(([, path]) => realpathSync(path))
for (const path of needed) {
  const owner = [path, path.replace(/^\/usr/, '')].map(one => {
    try { return execFileSync('dpkg-query', ['-S', one], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split(':')[0] } catch { return null } }).find(Boolean)
  if (!named.has(owner)) { console.log(`${path} of ${owner} is not in it`); process.exit(1) }
}
const places = new Set([bom.metadata.component['bom-ref'], ...bom.components.map(part => part['bom-ref'])])
if (places.size !== bom.components.length + 1 || bom.dependencies.some(one => [one.ref, ...one.dependsOn].some(ref => !places.has(ref)))) {
  console.log('a part is named twice, or a dependency leads nowhere')
  process.exit(1)
}
if (needed.length < 10 || bom.metadata.timestamp !== '2026-01-01T00:00:00Z') { console.log('too few libraries, or another moment'); process.exit(1) }
