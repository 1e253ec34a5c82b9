// What would change a decision, over HTTP: each change put over the request and assessed again gives what was said,
// and one cent or one day nearer it does not. The answer about the processing repeats the explanation. What is wrong
// is refused as assess refuses it.
import { call, check, end, equal, serve } from '../lib.mjs'

const server = await serve(['--store', 'memory:'])
const post = (path, body, headers) => call(server.url, 'POST', path, body, headers)
const assess = async request => (await post('/api/v1/assess', request)).json

const base = { requested_on: '2025-11-25', department: '59', resources_cents: 71316, children: 2, beneficiary_of: 'caf',
  documents: [{ kind: 'complaint', dated: '2025-11-20' }] }
const cases = {
  'a grant': base,
  'a loan': { ...base, resources_cents: 320919, children: 1 },
  'alone, a loan': { ...base, resources_cents: 400000, children: 0 },
  'no document': { ...base, documents: [] },
  'a document too old': { ...base, documents: [{ kind: 'protection_order', dated: '2024-01-02' }] },
  'a document of the edge day': { ...base, documents: [{ kind: 'complaint', dated: '2024-11-25' }] },
  'a police log': { ...base, documents: [{ kind: 'police_log', dated: '2025-11-20' }] },
  'an award a month short': { ...base, previous_awards: ['2024-12-10'] },
  'an award of this summer': { ...base, previous_awards: ['2025-07-01'] },
  'residence unknown': { ...base, residence: 'unknown' },
  'before the law': { ...base, requested_on: '2023-11-20', documents: [] },
  'children by their birth dates': { ...base, children: [{ born_on: '2004-11-26' }, { born_on: '2015-06-03', shared_custody: true }] },
  Mayotte: { ...base, department: '976', resources_cents: 60000 },
}
const day = (iso, days) => new Date(Date.parse(iso) + days * 86400000).toISOString().slice(0, 10)
const decisive = d => ({ outcome: d.outcome, grounds: d.grounds, reduction_percent: d.reduction_percent, amount_cents: d.amount_cents, form: d.form })

// The request one step nearer to what was asked, and what has not turned there.
function nearer(one) {
  const r = structuredClone(one.request)
  switch (one.change) {
  case 'resources_less_reduced': r.resources_cents++; return [r, d => d.reduction_percent]
  case 'resources_more_reduced': r.resources_cents--; return [r, d => d.reduction_percent]
  case 'resources_grant': r.resources_cents++; return [r, d => d.form]
  case 'resources_loan': r.resources_cents--; return [r, d => d.form]
  case 'document_that_counts':
  case 'document_more_recent': r.documents.at(-1).dated = day(one.turns_at, -1); return [r, d => [d.outcome, d.grounds, d.flags.includes('EDGE_DAY')].join()]
  case 'asked_since_the_law':
  case 'asked_after_twelve_months': r.requested_on = day(one.turns_at, -1); r.completed_on = r.decided_on = r.requested_on; return [r, d => [d.outcome, d.grounds, d.flags.includes('EDGE_DAY')].join()]
  case 'decided_after_twelve_months': r.decided_on = day(one.turns_at, -1); return [r, d => [d.outcome, d.grounds, d.flags.includes('EDGE_DAY')].join()]
  }
  return [null, null]
}

const seen = new Set()
for (const [name, request] of Object.entries(cases)) {
  const answer = await post('/api/v1/explain', request)
  equal(`${name}: status`, [answer.status, answer.headers.get('content-type')], [200, 'application/json'])
  equal(`${name}: keys`, Object.keys(answer.json ?? {}), ['counterfactuals', 'transparency'])
  const now = await assess(request)
  for (const one of answer.json?.counterfactuals ?? []) {
    const what = `${name}, ${one.change}`
    seen.add(one.change)
    const then = await assess({ ...request, ...one.request })
    equal(what, decisive(then), decisive(one))
    check(`${what}: changes something`, JSON.stringify(decisive(then)) !== JSON.stringify(decisive(now)))
    const refused = [now.outcome, then.outcome].map(o => o === 'refused')
    const both = refused[0] === refused[1]
    equal(`${what}: difference`, one.difference_cents,
      (refused[1] && !both ? 0 : then.amount_cents ?? 0) - (refused[0] && !both ? 0 : now.amount_cents ?? 0))
    const [near, turning] = nearer(one)
    if (near) {
      const notYet = turning(await assess({ ...request, ...near }))
      check(`${what}: not yet one step nearer`, notYet !== turning(then), notYet)
      // a document twelve months old to the day goes to an agent
      if (!one.documents.length) equal(`${what}: as it is one step nearer`, notYet, turning(now))
    }
    check(`${what}: in words`, one.text && one.article && !/[{}]/.test(one.text), one.text)
  }
  const told = answer.json?.transparency
  equal(`${name}: the four parts`, Object.keys(told ?? {}), ['mention', 'contribution', 'data', 'parameters', 'operations', 'access', 'rules'])
  equal(`${name}: operations`, told?.operations, now.explanation)
  equal(`${name}: rules`, told?.rules, now.rules)
  equal(`${name}: mention`, told?.mention === null, now.outcome === 'review')
  check(`${name}: the way to the CADA`, /CADA/.test(told?.access) && /R\. 343-1/.test(told?.access))
  equal(`${name}: an agent`, told?.contribution.map(c => c.code).includes('agent_settles'), now.outcome === 'review')
  for (const one of told?.parameters ?? []) {
    check(`${name}: ${one.step}`, now.explanation.some(s => s.text === one.text && s.value_cents === one.value_cents), JSON.stringify(one))
    equal(`${name}: ${one.step} published`, one.published_on !== null, one.source !== null)
  }
}
for (const change of ['one_child_more', 'one_child_fewer', 'resources_less_reduced', 'resources_more_reduced', 'resources_grant',
  'resources_loan', 'residence_regular', 'document_that_counts', 'document_more_recent', 'asked_since_the_law',
  'asked_after_twelve_months', 'decided_after_twelve_months', 'asked_after_revaluation']) check(`some case has ${change}`, seen.has(change))

// ---- to the cent
const { counterfactuals, transparency } = (await post('/api/v1/explain?l=en', base)).json
equal('the changes of a grant', counterfactuals.map(c => [c.change, c.turns_at, c.amount_cents, c.form, c.difference_cents]), [
  ['one_child_more', 3, 113788, 'grant', 20689],
  ['one_child_fewer', 1, 77582, 'grant', -15517],
  ['resources_less_reduced', 71315, 116374, 'grant', 23275],
  ['resources_more_reduced', 142631, 69824, 'grant', -23275],
  ['resources_loan', 385102, 46550, 'loan', -46549],
  ['asked_after_revaluation', '2026-04-01', 117305, 'grant', 24206],
])
equal('in English', counterfactuals[0].text, 'With one more dependent child, 3 in all')
equal('the flat amount', transparency.parameters[0], { article: 'CASF D. 214-14, al. 1', step: 'flat_amount',
  text: 'RSA flat amount for one person, in force since 1 April 2025: €646.52.', value_cents: 64652, source: 'décret n° 2025-293',
  weight_percent: null, reduction_percent: null, in_force_since: '2025-04-01', published_on: '2025-03-30', confirmed: true })
equal('the weights', transparency.parameters.map(p => p.weight_percent), [null, 50, 30, null, 50, 270])
equal('the data of a grant', transparency.data.length, 13)
equal('her resources', transparency.data.find(d => d.field === 'resources_cents'), { field: 'resources_cents',
  label: 'Personal resources of the month before', value: '€713.16', source: 'applicant', source_text: 'declared in the request (CASF D. 214-18, al. 2)' })
const mayotte = (await post('/api/v1/explain', cases.Mayotte)).json.transparency
equal('read in the press', mayotte.parameters[0].confirmed, false)
const early = (await post('/api/v1/explain', cases['before the law'])).json
check('nothing read that there was no use for', !early.transparency.data.some(d => d.field === 'resources_cents'))
equal('no parameter before the law', early.transparency.parameters, [])

// ---- what is wrong, as assess refuses it
for (const [name, wrong] of [
  ['nothing in it', {}], ['an unknown key', { ...base, SECRETSECRET: 1 }], ['negative money', { ...base, resources_cents: -1 }],
  ['a document from later', { ...base, documents: [{ kind: 'complaint', dated: '2025-11-26' }] }], ['not JSON', '{'],
  ['an unknown département', { ...base, department: 'SECRETSECRET' }], ['too large', ' '.repeat(70000)],
]) {
  const answer = await post('/api/v1/explain', wrong), same = await post('/api/v1/assess', wrong)
  check(`${name}: refused`, answer.status >= 400 && !/SECRETSECRET/.test(answer.text), answer.text)
  equal(`${name}: as assess does`, [answer.status, answer.text], [same.status, same.text])
}
equal('no other method', (await call(server.url, 'GET', '/api/v1/explain')).status, 405)

// ---- the description names what is answered
const api = (await call(server.url, 'GET', '/api/v1/openapi.json')).json
const schemas = api.components.schemas
check('described', api.paths['/api/v1/explain']?.post.responses['200'])
equal('every member of a change is described', Object.keys(counterfactuals[0]).sort(), Object.keys(schemas.Counterfactual.properties).sort())
equal('and of a parameter', Object.keys(transparency.parameters[0]).sort(), Object.keys(schemas.Parameter.properties).sort())
equal('and of the answer', Object.keys(transparency), Object.keys(schemas.Transparency.properties))
equal('every change is named', [...seen].sort(), [...schemas.Counterfactual.properties.change.enum].sort())
equal('ended', (await server.stop()).code, 0)
end()
