// Wrong input at the command line: exit 2, a message that names the place and what was expected, nothing of the
// input repeated, nothing written.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, end, equal, run, scratch } from '../lib.mjs'

const good = { requested_on: '2025-11-25', department: '59', resources_cents: 71316 }
const rows = [
  ['no input', '', /expected/],
  ['not JSON', '{', /line 1/],
  ['two documents', '{}{}', /expected/],
  ['a list', '[]', /object/],
  ['nothing in it', '{}', /\/requested_on/],
  ['an unknown key', { ...good, SECRETSECRET: 1 }, /expected/],
  ['a doubled key', '{"requested_on":"2025-11-25","requested_on":"2025-11-25","department":"59","resources_cents":1}', /once/],
  ['a day that does not exist', { ...good, requested_on: '2025-02-30' }, /\/requested_on.*YYYY-MM-DD/],
  ['a number for a day', { ...good, requested_on: 20251125 }, /\/requested_on/],
  ['negative money', { ...good, resources_cents: -1 }, /\/resources_cents/],
  ['fractional money', { ...good, resources_cents: 713.5 }, /\/resources_cents/],
  ['money too large', '{"requested_on":"2025-11-25","department":"59","resources_cents":99999999999999999999}', /expected/],
  ['31 children', { ...good, children: 31 }, /\/children/],
  ['31 children by name', { ...good, children: Array(31).fill({ born_on: '2020-01-01' }) }, /\/children/],
  ['a birth after the request', { ...good, children: [{ born_on: '2025-11-26' }] }, /\/children\/0\/born_on/],
  ['an unknown département', { ...good, department: 'SECRETSECRET' }, /\/department/],
  ['a territory without the aid', { ...good, department: '988' }, /\/department/],
  ['completed before requested', { ...good, completed_on: '2025-11-24' }, /\/completed_on/],
  ['decided before completed', { ...good, decided_on: '2025-11-24' }, /\/decided_on/],
  ['a document from later', { ...good, documents: [{ kind: 'complaint', dated: '2025-11-26' }] }, /\/documents\/0\/dated/],
  ['an unknown document', { ...good, documents: [{ kind: 'SECRETSECRET', dated: '2025-11-20' }] }, /\/documents\/0\/kind.*complaint/],
  ['an award from later', { ...good, previous_awards: ['2025-11-26'] }, /\/previous_awards\/0/],
  ['an unknown relationship', { ...good, relationship: 'SECRETSECRET' }, /\/relationship.*spouse/],
  ['too long', JSON.stringify(good) + ' '.repeat(70000), /65536|64 KiB|bytes/],
]
for (const [name, input, message] of rows) {
  const said = run(['assess'], typeof input === 'string' ? input : JSON.stringify(input))
  equal(`${name}: exit`, said.status, 2)
  equal(`${name}: output`, said.out, '')
  check(`${name}: message`, message.test(said.err), said.err)
  check(`${name}: repeats nothing`, !/SECRETSECRET/.test(said.err), said.err)
}
const broken = join(scratch, 'broken.json')
writeFileSync(broken, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))
equal('broken UTF-8', run(['assess', broken]).status, 2)
equal('a file that is not there', run(['assess', join(scratch, 'absent')]).status, 2)

for (const [args, message] of [
  [['nonsense'], /unknown command/],
  [['assess', '--nonsense'], /unknown option/],
  [['assess', '--lang'], /needs a value/],
  [['assess', '--lang', 'de'], /fr or en/],
  [['assess', '--known-on', '2025-02-30'], /YYYY-MM-DD/],
  [['assess', '--known-on', '2019-01-01'], /2023-11-28/],
  [['assess', 'a', 'b'], /one operand too many/],
  [['serve'], /--store/],
  [['serve', '--store', 'mysql:x'], /sqlite:/],
  [['serve', '--store', 'memory:', '--workers', '2'], /--workers/],
  [['serve', '--store', 'memory:', '--listen', 'nonsense'], /--listen/],
  [['serve', '--store', 'memory:', '--listen', '0.0.0.0:0', '--demo'], /loopback/],
  [['token', '--store', 'memory:', '--role', 'king', '--body', 'CAF-59', '--name', 'x'], /--role.*clerk/],
  [['case', 'show', '1234', '--store', 'memory:'], /file number/],
  [['pay', 'export', '--store', 'memory:'], /export -o DIR/],
]) {
  const said = run(args)
  equal(`abri ${args.join(' ')}: exit`, said.status, 2)
  check(`abri ${args.join(' ')}: message`, message.test(said.err), said.err)
}
const absent = join(scratch, 'absent', 'x.db')
equal('a folder that is not there', run(['verify', '--store', `sqlite:${absent}`]).status, 1)
check('nothing was made', !existsSync(absent) && readdirSync(scratch).length === 1)
equal('help', run(['--help']).status, 0)
check('help names the commands', /abri assess/.test(run(['--help']).out))
end()
