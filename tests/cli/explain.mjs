// abri assess --explain: the answer for people, in both languages, beside what assess prints without it; the same
// errors; what was not published yet is unknown.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, end, equal, run, scratch } from '../lib.mjs'

const request = { requested_on: '2025-11-25', department: '59', resources_cents: 71316, children: 2, beneficiary_of: 'caf',
  documents: [{ kind: 'complaint', dated: '2025-11-20' }] }
const file = join(scratch, 'request.json')
writeFileSync(file, JSON.stringify(request))
const explain = (change = {}, options = []) => run(['assess', '--explain', ...options], JSON.stringify({ ...request, ...change }))
// spaces of every kind as plain ones, so that the expectations can be read
const plain = text => text.replace(/[\u00a0\u202f]/g, ' ')
const holds = (name, text, line) => check(name, plain(text).split('\n').includes(line), `expected the line: ${line}\n${plain(text)}`)

const fr = explain(), en = explain({}, ['--lang', 'en'])
equal('exit', [fr.status, fr.err, en.status, en.err], [0, '', 0, ''])
equal('from a file', run(['assess', '--explain', file]).out, fr.out)
equal('the decision first', plain(fr.out).split('\n').slice(0, 4), ['Demande du 25 novembre 2025', 'Décision : accordée',
  'Montant : 930,99 € (1 163,74 € réduit de 20 %)', 'Forme : aide non remboursable'])
for (const title of ['Ce qui changerait la décision, le reste étant comme il est :', 'Part du traitement dans la décision (1°) :',
  'Données traitées et leurs sources (2°) :', 'Paramètres et pondérations appliqués à la situation (3°) :', 'Opérations effectuées (4°) :']) holds(title, fr.out, title)
for (const title of ['What would change the decision, the rest being as it is:', 'Part of the processing in the decision (1°):',
  'Data processed and their sources (2°):', 'Parameters and weights applied to the situation (3°):', 'Operations performed (4°):']) holds(title, en.out, title)
holds('a child more', fr.out, '  Avec un enfant à charge de plus, 3 en tout → accordée, 1 137,88 €, aide non remboursable ; 206,89 € de plus. (CASF D. 214-14, al. 1)')
holds('the loan, to the cent', fr.out, '  Dès que les ressources atteignent 3 851,02 €, au-dessus du seuil du prêt → accordée, 465,50 €, prêt sans intérêt ; 465,49 € de moins. (CASF D. 214-13, al. 2-6)')
holds('less reduced', en.out, '  As soon as resources fall to €713.15, into a less reduced band → granted, €1,163.74, grant; €232.75 more. (CASF D. 214-14, al. 2-5)')
holds('the next amounts', en.out, '  If the request is made on 1 April 2026, when the known amounts change → granted, €1,173.05, grant; €242.06 more. (CASF D. 214-14)')
holds('a datum', fr.out, '  Ressources personnelles du mois précédent : 713,16 € — déclaré dans la demande (CASF D. 214-18, al. 2)')
holds('a parameter', fr.out, '  CASF D. 214-14, al. 1 — Montant forfaitaire du RSA pour une personne, en vigueur depuis le 1er avril 2025 : 646,52 €. (décret n° 2025-293, publié le 30 mars 2025)')
holds('a threshold', en.out, '  CASF D. 214-13, al. 7 — Resources do not exceed 270 % of the minimum wage (€3,851.01): the aid is not to be repaid. (in force since 28 November 2023)')
check('the mention', /L\. 311-3-1, R\. 311-3-1-1/.test(fr.out) && /L\. 311-3-1, R\. 311-3-1-1/.test(en.out))
check('the way to the CADA', /CADA.*R\. 343-1/s.test(fr.out) && /CADA.*R\. 343-1/s.test(en.out))
for (const step of JSON.parse(run(['assess', '--lang', 'en'], JSON.stringify(request)).out).explanation) {
  check(`operation ${step.step}`, en.out.split('(4°)')[1].includes(`  ${step.article} — ${step.text}`), step.text)
}

// ---- refusals, reviews, what was known
const log = explain({ documents: [{ kind: 'police_log', dated: '2025-11-20' }] }).out
holds('a document that counts', log, "  Avec un document qui compte, daté du 26 novembre 2024 ou d'après : dépôt de plainte, signalement au procureur de la République, ordonnance de protection ou ordonnance provisoire de protection immédiate → accordée, 930,99 €, aide non remboursable ; 930,99 € de plus. (CASF L. 214-9, al. 1)")
const soon = explain({ previous_awards: ['2024-12-10'] }).out
holds('kept', soon, '  Si la demande est gardée et décidée le 10 décembre 2025, une fois les douze mois écoulés → accordée, 930,99 €, aide non remboursable ; 930,99 € de plus. (CASF D. 214-12)')
const late = explain({ previous_awards: ['2025-11-24'] }, ['--lang', 'en']).out
holds('another ground', late, '  If the request is made again on 24 November 2026, once the twelve months are over → refused (document more than twelve months old); would have been due: €1,173.05, grant; €242.06 more. (CASF D. 214-12)')
const stale = explain({ documents: [{ kind: 'complaint', dated: '2025-02-01' }] }).out
holds('refused by waiting', stale, '  Si la demande est faite le 1er avril 2026, quand les montants connus changent → refusée (document de plus de douze mois) ; 930,99 € de moins. (CASF D. 214-14)')
const review = explain({ residence: 'unknown' }).out
holds('settled by an agent', review, "  Un point reste en doute : le traitement n'en conclut rien. Un agent tranche, et la décision dit qu'il l'a fait.")
check('no mention before there is a decision', !/R\. 311-3-1-1/.test(review))
holds('what is to be confirmed', explain({ department: '976' }, ['--lang', 'en']).out, '  CASF D. 214-14, al. 1 — RSA flat amount for one person, in force since 1 April 2025: €323.26. (moitié du montant national (décret n° 2025-293), published on 30 March 2025, to be confirmed)')
check('not published, not known', !/quand les montants connus changent/.test(explain({}, ['--known-on', '2025-11-25']).out))
const before = explain({ requested_on: '2023-11-01', documents: [] }).out
check('before the law there is no parameter', /\(3°\)\s*:\n\nOpérations/.test(before), before)

// ---- the default output is as it was
equal('JSON without the option', Object.keys(JSON.parse(run(['assess', file]).out)), ['outcome', 'grounds', 'flags', 'full_cents',
  'reduction_percent', 'amount_cents', 'form', 'pay_by', 'next_award_from', 'fund', 'explanation', 'rules'])

// ---- the same errors
for (const [name, input] of [['no input', ''], ['nothing in it', '{}'], ['an unknown key', JSON.stringify({ ...request, SECRETSECRET: 1 })],
  ['a day that does not exist', JSON.stringify({ ...request, requested_on: '2025-02-30' })]]) {
  const said = run(['assess', '--explain'], input), same = run(['assess'], input)
  equal(`${name}: exit, output`, [said.status, said.out], [2, ''])
  equal(`${name}: message`, said.err, same.err)
}
equal('it is text already', run(['assess', '--text', '--explain', file]).out, fr.out)
for (const args of [['--explain', '--explain'], ['--explain', '--lang', 'de'], ['--explain', '--known-on', '2019-01-01']]) {
  const said = run(['assess', ...args, file])
  equal(`assess ${args.join(' ')}`, [said.status, said.out], [2, ''])
}
end()
