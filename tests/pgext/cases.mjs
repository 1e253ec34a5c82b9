// The worked cases of the specification and the requests of the scenarios, asked of the extension in SQL:
//   cases.mjs BUILD     (psql reaches the server by its environment: cases.sh)
// The decision must be the one of `abri assess`, member by member, and what the case or the line of the scenario says.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { check, end, equal, run } from '../lib.mjs'

const tests = join(dirname(fileURLToPath(import.meta.url)), '..')
const read = path => readFileSync(join(tests, path), 'utf8')

// The decision for each question { request, known_on }, or null when the request is refused.
function ask(questions) {
  const row = q => `${JSON.stringify(q.request).replaceAll('\\', '\\\\')}\t${q.known_on ?? '\\N'}\n`
  const input = `CREATE FUNCTION asked(request jsonb, known_on date) RETURNS jsonb LANGUAGE plpgsql AS $$ BEGIN
      RETURN CASE WHEN known_on IS NULL THEN abri_assess(request) ELSE abri_assess(request, known_on) END;
    EXCEPTION WHEN invalid_parameter_value THEN RETURN 'null'; END $$;
    CREATE TABLE question (place serial, request jsonb, known_on date);
    COPY question (request, known_on) FROM STDIN;\n${questions.map(row).join('')}\\.
    SELECT asked(request, known_on) FROM question ORDER BY place; DROP TABLE question; DROP FUNCTION asked;\n`
  const said = spawnSync('psql', ['-qXAt', '-v', 'ON_ERROR_STOP=1', '-d', 'law'], { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (said.status !== 0) throw new Error(said.stderr)
  return said.stdout.trimEnd().split('\n').map(line => JSON.parse(line))
}
function assess(q) {
  const said = run(['assess', ...(q.known_on ? ['--known-on', q.known_on] : [])], JSON.stringify(q.request))
  return said.status === 0 ? JSON.parse(said.out) : null
}
// jsonb keeps no order of members: both in the order of their names.
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]))
}

// ---- the worked cases
const cases = read('reference/cases.tsv').split('\n').filter(line => line && !line.startsWith('#')).map(line => {
  const [id, request, expected] = line.split('\t')
  return { id, request: JSON.parse(request), expected: expected.split(' ').filter(Boolean) }
})
const decided = ask(cases)
check('every case has an answer', cases.length >= 60 && decided.length === cases.length, `${decided.length} of ${cases.length}`)
cases.forEach((c, i) => {
  equal(`${c.id} as abri assess`, sorted(decided[i]), sorted(assess(c)))
  for (const one of c.expected) {
    const [, key, sign, value] = one.match(/^(\w+)([=~])(.*)$/), found = decided[i]?.[key]
    if (sign === '~') check(`${c.id} ${one}`, found?.includes(value), JSON.stringify(found))
    else if (value.startsWith('[')) equal(`${c.id} ${key}`, found, value.slice(1, -1).split(',').filter(Boolean))
    else equal(`${c.id} ${key}`, String(found), value)
  }
})

// ---- the scenarios: what each says of the law alone
const lists = {}
for (const [, list, word, fr] of read('../src/law/words.def').matchAll(/^WORD_(\w+)\( *\w+, *"(.*?)", *"(.*?)",/gm)) {
  (lists[list] ??= []).push({ word, fr })
}
const word = (list, fr) => lists[list].find(one => one.fr === fr).word
const fr = (list, code) => lists[list].find(one => one.word === code).fr
const euros = cents => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`
const cents = said => Number(said.replace(',', ''))
const many = found => found.length ? found : ['aucun']
const sum = cents => cents === null ? 'aucun' : euros(cents)

const begin = (day, department) => ({ requested_on: day, department: department ?? '59', resources_cents: 0 })
const set = { // what she says
  demande: (s, day, department) => { s.request = begin(day, department); delete s.known_on; s.own = false },
  ressources: (s, sum) => { s.request.resources_cents = cents(sum) },
  enfants: (s, count) => { s.request.children = Number(count) },
  enfant: (s, born_on, shared) => {
    (s.request.children ??= []).push({ born_on, ...(shared === 'partagé' && { shared_custody: true }) })
  },
  document: (s, kind, dated) => {
    if (!s.own || kind === 'aucun') s.request.documents = []
    s.own = true
    if (kind !== 'aucun') s.request.documents.push({ kind: word('DOCUMENT', kind), dated })
  },
  couple: (s, who) => { s.request.relationship = word('RELATIONSHIP', who) },
  violences: (s, who) => { s.request.violence_against = word('VICTIM', who) },
  résidence: (s, how) => { s.request.residence = word('RESIDENCE', how) },
  situation: (s, of) => { s.request.beneficiary_of = word('BENEFICIARY', of) },
  smic: (s, which) => { s.request.smic_reference = word('SMIC_REFERENCE', which) },
  attribuée: (s, day) => { s.award = day },
  complète: (s, day) => { s.request.completed_on = day },
  décidée: (s, day) => { s.request.decided_on = day },
  connu: (s, day) => { s.known_on = day },
}
const expected = { // what must come out, as the scenario writes it
  issue: d => [d ? fr('OUTCOME', d.outcome) : 'irrecevable'],
  montant: d => [sum(d.amount_cents)],
  plein: d => [sum(d.full_cents)],
  réduction: d => [String(d.reduction_percent)],
  forme: d => [fr('FORM', d.form)],
  motif: d => many(d.grounds.map(code => fr('GROUND', code))),
  signal: d => many(d.flags.map(code => fr('FLAG', code))),
  'payer-avant': d => [d.pay_by ?? 'aucun'],
  prochaine: d => [d.next_award_from ?? 'aucun'],
  caisse: d => [d.fund.code],
  article: d => d.explanation.map(step => step.article),
}
const files = readdirSync(join(tests, 'scenarios'), { recursive: true }).map(String)
  .filter(file => file.endsWith('.cas') && !file.startsWith('faux')).sort()
const questions = []
for (const file of files) {
  const s = { request: null }
  read(`scenarios/${file}`).split('\n').forEach((line, at) => {
    const [command, ...said] = [...line.replace(/#.*/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(m => m[1] ?? m[2])
    if (command in set) set[command](s, ...said)
    if (command !== 'attend' || !(said[0] in expected)) return
    const request = { ...s.request, ...(s.award && { previous_awards: [s.award] }) }
    questions.push({ where: `${file}:${at + 1}`, key: said[0], value: said[1], known_on: s.known_on, request: structuredClone(request) })
  })
}
const answers = ask(questions)
check('the scenarios ask', questions.length >= 80 && answers.length === questions.length, `${answers.length} of ${questions.length}`)
questions.forEach((q, i) => {
  equal(`${q.where} as abri assess`, sorted(answers[i]), sorted(assess(q)))
  const found = answers[i] || q.key === 'issue' ? expected[q.key](answers[i]) : ['irrecevable']
  check(`${q.where} attend ${q.key} ${q.value}`, found.includes(q.value), JSON.stringify(found))
})
console.log(`${cases.length} worked cases, ${questions.length} questions of ${files.length} scenarios, in SQL`)
end()
