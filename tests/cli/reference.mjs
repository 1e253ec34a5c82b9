// Every worked case of the specification (tests/reference/cases.tsv) through `abri assess`, through the HTTP
// interface and, where it says an amount, through `abri simulate`: all three must say the same, to the cent.
import { readFileSync, writeFileSync } from 'node:fs'
import { join, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { call, check, end, equal, run, scratch, serve } from '../lib.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const cases = readFileSync(join(here, '../reference/cases.tsv'), 'utf8').split('\n')
  .filter(line => line && !line.startsWith('#')).map(line => {
    const [id, request, expected] = line.split('\t')
    return { id, request, expected: expected.split(' ').filter(Boolean) }
  })
check('there are cases', cases.length >= 60, `${cases.length}`)

function holds(id, way, decision, expected) {
  for (const one of expected) {
    const [, key, sign, value] = one.match(/^(\w+)([=~])(.*)$/)
    const found = decision?.[key]
    if (sign === '~') check(`${id} ${way} ${one}`, found?.includes(value), JSON.stringify(found))
    else if (value.startsWith('[')) equal(`${id} ${way} ${key}`, found, value.slice(1, -1).split(',').filter(Boolean))
    else equal(`${id} ${way} ${key}`, String(found), value)
  }
}

const keys = ['outcome', 'grounds', 'flags', 'full_cents', 'reduction_percent', 'amount_cents', 'form', 'pay_by',
  'next_award_from', 'fund', 'explanation', 'rules']
const server = await serve(['--store', 'memory:'])
for (const c of cases) {
  const said = run(['assess'], c.request)
  equal(`${c.id} exit`, said.status, 0)
  const decision = JSON.parse(said.out || 'null')
  holds(c.id, 'assess', decision, c.expected)
  equal(`${c.id} keys`, Object.keys(decision ?? {}), keys)
  for (const step of decision?.explanation ?? []) {
    check(`${c.id} step ${step.step}`, step.article && step.text && !/[{}]/.test(step.text), JSON.stringify(step))
  }
  const answer = await call(server.url, 'POST', '/api/v1/assess', c.request)
  equal(`${c.id} status`, answer.status, 200)
  equal(`${c.id} over HTTP`, answer.json, decision)
  simulate(c, decision)
}
await server.stop()

function simulate(c, decision) {
  const wanted = c.expected.find(e => e.startsWith('amount_cents='))
  const request = JSON.parse(c.request)
  const children = request.children ?? 0
  if (!wanted || typeof children !== 'number' || request.known_on) return
  const file = join(scratch, 'one.csv')
  writeFileSync(file, 'id,resources_cents,children,requested_on,department\n' +
    `${c.id},${request.resources_cents},${children},${request.requested_on},${request.department}\n`)
  const said = run(['simulate', '--smic-reference', request.smic_reference ?? 'april', file])
  equal(`${c.id} simulate exit`, [said.status, said.err], [0, ''])
  const columns = said.out.split('\n')[0].split(','), values = (said.out.split('\n')[1] ?? '').split(',')
  const row = Object.fromEntries(columns.map((name, i) => [name, values[i]]))
  equal(`${c.id} simulate amount`, row.amount_cents, wanted.split('=')[1])
  equal(`${c.id} simulate form`, row.form, decision.form)
}
end()
