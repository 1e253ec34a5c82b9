// Help near her: what she types in the ways people type it, nothing of it in an address or kept, holes said, the drawing
// touched where a département is, a list read in shown with its day, no shelter's address.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, check, end, equal, run, scratch, serve } from '../lib.mjs'

const store = `sqlite:${join(scratch, 'near.db')}`
const server = await serve(['--store', store])
const form = fields => new URLSearchParams(fields).toString()
const find = (fields, l = 'fr') => call(server.url, 'POST', `/aide?l=${l}`, form(fields), { 'content-type': 'application/x-www-form-urlencoded' })
const place = page => page.text.match(/<h2 id="lieu">([^<]*)/)?.[1]
const choices = page => [...page.text.matchAll(/name="(commune|departement)" value="(\w+)">([^<]*)<\/button><\/li>/g)]
  .filter(m => m[1] === 'commune').map(m => m[2])

for (const [typed, found] of Object.entries({ Lille: 'Lille (Nord, 59)', 'LILLE 59000': 'Lille (Nord, 59)', '59': 'Nord (59)',
  'sainte menehould': 'Sainte-Menehould (Marne, 51)', ajaccio: 'Ajaccio (Corse-du-Sud, 2A)', Mayotte: 'Mayotte (976)', '75011': 'Paris 11e Arrondissement (Paris, 75)' })) {
  const page = await find({ ou: typed })
  equal(`${typed}: found`, [page.status, place(page)], [200, found])
  check(`${typed}: never kept`, page.headers.get('cache-control') === 'no-store')
}
equal('several communes of one postcode are offered', choices(await find({ ou: '01090' })).sort(), ['01165', '01169', '01183', '01225', '01258', '01263'])
equal('a slip is offered, not followed', place(await find({ ou: 'Marseile' })), undefined)
check('and its name with it', choices(await find({ ou: 'Marseile' })).includes('13055'))
equal('one chosen', place(await find({ commune: '13055' })), 'Marseille (Bouches-du-Rhône, 13)')
equal('a département chosen', place(await find({ departement: '971' })), 'Guadeloupe (971)')
equal('a former commune leads to the one of today', choices(await find({ ou: 'Bellegarde-sur-Valserine' })), ['01033'])

for (const typed of ['', 'xqzw kkjh', '<script>alert(1)</script>', '"', 'a'.repeat(500), '%00', '99999 Nullepart']) {
  const page = await find({ ou: typed })
  equal(`${typed.slice(0, 20)}: what to write instead`, [page.status, /id="ou-error"/.test(page.text), /<script>a/.test(page.text)], [400, true, false])
}
check('what was typed stays', (await find({ ou: 'xqzw kkjh' })).text.includes('value="xqzw kkjh"'))
check('in English too', /We do not know this place/.test((await find({ ou: 'xqzw' }, 'en')).text))
for (const fields of [{ commune: '00000' }, { departement: 'zz' }, { 'petite.x': '-4', 'petite.y': '1e9' }, { 'grande.x': '5', 'grande.y': '5' }])
  check(`${form(fields)}: refused`, (await find(fields)).status === 400)

equal('a finger on the Nord', place(await find({ 'grande.x': '350', 'grande.y': '36' })), 'Nord (59)')
equal('the same on a small screen', place(await find({ 'petite.x': '175', 'petite.y': '18' })), 'Nord (59)')
// Each colour of the drawing stands out on white (WCAG 1.4.11).
const light = hex => hex.match(/../g).map(c => Number.parseInt(c, 16) / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
const contrast = hex => { const [r, g, b] = light(hex); return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05) }
const map = await call(server.url, 'GET', '/aide/carte.svg')
equal('the drawing', [map.status, map.headers.get('content-type'), map.headers.get('cache-control'), (map.text.match(/<path /g) ?? []).length], [200, 'image/svg+xml', 'no-store', 108])

for (const [, fill] of map.text.matchAll(/<path fill="#(\w{6})"/g)) if (contrast(fill) < 3) check(`#${fill} stands out`, false, contrast(fill))
check('two colours', new Set([...map.text.matchAll(/<path fill="(#\w{6})"/g)].map(m => m[1])).size === 2)

const lille = (await find({ ou: 'Lille' })).text
check('the court that sits there, alone', /Tribunal judiciaire de Lille/.test(lille) && !/Tribunal judiciaire de Douai/.test(lille))
const annoeullin = (await find({ ou: 'Annœullin' })).text
check('elsewhere all of them, and that it depends', /Tribunal judiciaire de Douai/.test(annoeullin) && /cela dépend de la commune/.test(annoeullin))
check('the fund', /Caf du Nord/.test(lille))
check('CIDFF of her town first', /CIDFF - Nord - Lille/.test(lille) && lille.indexOf('CIDFF - Nord - Lille') < lille.indexOf('CIDFF - Nord - Cambrai'))
check('its police, not that of the whole département', /Commissariat de police de Lille/.test(lille) && !/gendarmerie - Bailleul/.test(lille))
check('the Pays basque has its own', /Pays basque/i.test((await find({ ou: 'Bayonne' })).text))
check('the age of the list', /octobre 2019/.test(lille) && /à vérifier/.test(lille))
check('no web address of 2019', !/<a href="https?:/.test(lille.replace(/data-exit="[^"]*"/, '')))
const hole = (await find({ departement: '976' })).text
check('a hole is said', /Ce que nous ne savons pas ici/.test(hole) && /3919/.test(hole))
for (const code of ['01', '2A', '75', '971', '974', '975', '978']) {
  const page = (await find({ departement: code })).text
  check(`${code}: emergency numbers, a court, a fund`, ['tel:17', 'sms:114', 'tel:3919', 'Tribunal'].every(w => page.includes(w)) && /<h3>L&#39;organisme qui paie<\/h3>\s*<ul class="places">\s*<li>/.test(page), code)
}

// A list read in replaces the département's, with its day; of a shelter the number alone.
const service = (kind, nom) => ({ nom, pivot: [{ type_service_local: kind, code_insee_commune: ['59350'] }], code_insee_commune: '59350',
  adresse: [{ numero_voie: '7 rue Marqueur', code_postal: '59000', nom_commune: 'Lille' }], telephone: [{ valeur: '03 00 00 00 07' }],
  site_internet: [{ valeur: 'https://exemple.example/"><script>' }, { valeur: 'javascript:alert(1)' }] })
const list = join(scratch, 'list.json')
writeFileSync(list, JSON.stringify({ service: [service('chrs', 'Les Exemples')] }))
equal('read in', run(['directory', 'import', list, '--dated', '2026-03-01', '--store', store]).status, 0)
let nord = (await find({ departement: '59' })).text
check('a shelter: its name and number', /Les Exemples/.test(nord) && /03 00 00 00 07/.test(nord))
check('not its address', !/Marqueur/.test(nord))
check('the day of the list', /1er mars 2026/.test(nord) && !/octobre 2019/.test(nord))
check('and nothing of the older one', !/CIDFF - Nord/.test(nord))
writeFileSync(list, JSON.stringify({ service: [service('aav', 'Association <b>Exemple</b>')] }))
run(['directory', 'import', list, '--dated', '2026-03-02', '--store', store])
nord = (await find({ ou: 'Lille' })).text
check('an association, escaped', nord.includes('Association &lt;b&gt;Exemple&lt;/b&gt;') && /7 rue Marqueur/.test(nord))
check('no address that is not one', !/javascript:|exemple\.example/.test(nord))
const number = readFileSync(new URL('../../data/tribunaux.csv', import.meta.url), 'utf8').match(/^(\d+),1,Tribunal judiciaire de Lille/m)[1]
const courts = join(scratch, 'courts.csv')
writeFileSync(courts, `Commune;Orig. TJ;N° TJ\n59011;1;${number}\n`)
equal('courts read in', run(['directory', 'import', courts, '--dated', '2026-03-03', '--store', store]).status, 0)
const settled = (await find({ ou: 'Annœullin' })).text
check('the court of the commune is settled', /Tribunal judiciaire de Lille/.test(settled) && !/Tribunal judiciaire de Douai/.test(settled) && /3 mars 2026/.test(settled))
// Another language keeps what was found, and what is typed since.
for (const [name, fields, kept] of [['a town', { vu_departement: '59', vu_commune: '59350', ou: 'Roub' }, /<h2 id="lieu">Lille \(Nord/], ['a département', { vu_departement: '62', ou: '' }, /<h2 id="lieu">Pas-de-Calais/],
  ['what was typed', { ou: 'Saint-Denis' }, /<h2 id="choix">/], ['nothing', { ou: '' }, /id="chercher"/], ['nonsense', { vu_departement: 'x', vu_commune: '<b>', ou: 'Lille' }, /<h2 id="lieu">Lille/]]) {
  const answer = await call(server.url, 'POST', '/aide?l=fr', new URLSearchParams({ ...fields, langue: 'ar' }).toString(), { 'content-type': 'application/x-www-form-urlencoded' })
  check(`in Arabic, ${name}`, answer.status === 200 && /<html lang="ar"/.test(answer.text) && kept.test(answer.text), answer.text.match(/<h2[^]*?<\/h2>/g)?.join(' '))
  if (fields.ou) check(`in Arabic, ${name}: the field`, answer.text.includes(`name="ou" value="${kept.source.includes('choix') || fields.vu_departement === '59' ? fields.ou : ''}"`))
}
check('nothing typed is in the log', !/Lille|xqzw|Marseile|Roub|Saint-Denis/i.test(server.complained()))
await server.stop()
end()
