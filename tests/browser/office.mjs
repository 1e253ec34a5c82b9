// The office: one person decides, another pays; the journal says who; the bank gets a message that says nothing.
import { existsSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { call, check, equal, skip } from '../lib.mjs'
import { ask, cookiesLeft, enter, fill, held, house, person, plain, said, send, today, visit } from './browser.mjs'

const schema = fileURLToPath(new URL('../../../shared/data/iso20022/xsd/pain.001.001.09.xsd', import.meta.url))
const months = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ')
const day = words => {
  const [, d, month, year] = words.match(/(\d+)(?:er)? (\S+) (\d{4})/)
  return `${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${d.padStart(2, '0')}`
}
const euros = cents => `${plain((cents / 100).toLocaleString('fr-FR', { minimumFractionDigits: 2 }))} €`
const act = (page, name) => Promise.all([
  page.waitForResponse(r => r.request().method() === 'POST'), page.getByRole('button', { name, exact: true }).click(),
]).then(async ([answer]) => { await page.waitForLoadState('load'); return answer })

export default async function office(browser) {
  const server = await house('--demo')
  const file = await received(browser, server.url)
  for (const javaScriptEnabled of [true, false]) await strangers(browser, server.url, javaScriptEnabled)
  const { amount_cents } = (await call(server.url, 'POST', '/api/v1/assess', { requested_on: today(), department: '59',
    resources_cents: 71316, children: 2, beneficiary_of: 'caf', documents: [{ kind: 'complaint', dated: today() }] })).json
  await decided(browser, server.url, file, amount_cents)
  await paid(browser, server.url, file, amount_cents)
  await server.stop()
}

async function received(browser, url) {
  const her = await visit(browser)
  await ask(her.page, url, person())
  const file = await her.page.locator('.number').textContent()
  await her.close()
  return file
}

// A wrong password, a wrong name: the same words. No session, no page.
async function strangers(browser, url, javaScriptEnabled) {
  const one = await visit(browser, { javaScriptEnabled })
  const answers = []
  for (const [name, password] of [['demo-instruction', 'essai'], ['personne', 'essai-sans-valeur'], ['personne', 'essai']]) {
    const answer = await enter(one.page, url, name, password)
    answers.push([answer.status(), await said(one.page)])
    check('a refusal repeats nothing', !(await one.page.content()).includes(name))
  }
  equal('refused', answers[0][0], 403)
  check('and said', /ne vont pas ensemble/.test(answers[0][1]), answers[0][1])
  equal('in the same words, whether the account exists or not', [answers[1], answers[2]], [answers[0], answers[0]])
  equal('no cookie', await one.context.cookies(), [])
  await one.page.goto(`${url}/bureau/paiements`)
  equal('no session, no page', one.page.url(), `${url}/bureau`)
  await one.close()
}

async function decided(browser, url, file, cents) {
  const agent = await visit(browser)
  const { page } = agent
  const answer = await enter(page, url, 'demo-instruction')
  const set = (await answer.headersArray()).filter(h => h.name.toLowerCase() === 'set-cookie').map(h => h.value)
  equal('one cookie for the session, one for the device', set.map(c => c.split('=')[0]), ['__Host-s', '__Host-d'])
  check('of the device', /; Secure; HttpOnly; SameSite=Strict; Max-Age=\d+$/.test(set[1]), set[1])
  const [pair, ...attributes] = set[0].split('; ')
  check('its name binds it to the site', /^__Host-\w+=[\w-]{20,}$/.test(pair))
  equal('its attributes', attributes.sort(), ['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure'])
  const cookie = (await agent.context.cookies()).find(c => c.name === '__Host-s')
  equal('kept so, until the browser ends', [cookie.secure, cookie.httpOnly, cookie.sameSite, cookie.expires], [true, true, 'Strict', -1])

  const rows = await page.locator('.queue tbody tr').evaluateAll(all => all.map(r => [...r.cells].map(c => c.innerText)))
  const dues = rows.map(r => day(r[0]))
  check('the queue is full', rows.length > 4, rows.length)
  equal('the most pressing first', dues, [...dues].sort())
  equal('what is late says so', rows.every(r => /en retard/.test(r[0]) === day(r[0]) < today()), true)
  check('nobody is named in the queue', !/EXEMPLE|Camille/.test(await page.content()))
  equal('nobody has taken it', await page.locator('.queue a', { hasText: file }).count(), 0)
  const row = page.locator('.queue tr', { hasText: file }).first()
  await Promise.all([page.waitForURL(/dossier/), row.getByRole('button', { name: 'Prendre', exact: true }).click()])
  const masked = await said(page)
  for (const words of ['EXEMPLE', 'Camille', '01 00 00 00 00', 'hirondelle', '1990', '0115']) check(`the file masks ${words}`, !masked.includes(words), masked)
  for (const name of ['person', 'contact', 'account']) await page.locator(`[type=checkbox][name=${name}]`).check()
  await act(page, 'Montrer')
  const before = await said(page)
  for (const words of ['EXEMPLE Camille', '01 00 00 00 00', 'hirondelle', '1er janvier 1990', '0115', euros(cents), 'D. 214-14']) check(`the file says ${words}`, before.includes(words), before)
  check('but not the account', !before.includes('FR7699999000010000000000115'))
  check('nothing of the person in the title', !/EXEMPLE|\d{4}/.test(await page.title()))
  await forged(page)
  await page.goto(`${url}/bureau/dossier/${file}`)
  equal('nothing to pay yet', await page.getByRole('button', { name: /paiement/i }).count(), 0)
  const stale = await held(page)
  await act(page, 'Accorder')
  equal('shown again by its address', page.url().replace(/\?.*/, ''), `${url}/bureau/dossier/${file}`)
  check('granted', /accordée/.test(await said(page, 'dl >> nth=0')) || /Décidée le/.test(await said(page)))
  await page.reload()
  equal('once', (await said(page, '.timeline')).match(/accord/gi)?.length, 1)
  await twice(page, url, file, stale)
  await page.goto(`${url}/bureau/dossier/${file}`)
  await act(page, 'Noter que la décision est notifiée')
  check('notified, by whom', /notifi.*demo-instruction/i.test(await said(page, '.timeline')))
  equal('the clerk pays nobody', await page.getByRole('button', { name: /ordonner|paiement|banque/i }).count(), 0)
  equal('and is not sent where payments are', await page.locator('a[href*=paiements]').count(), 0)
  await page.goto(`${url}/bureau/paiements`)
  equal('there neither', await page.getByRole('button', { name: /banque|télécharger/i }).count(), 0)
  equal('no complaint', agent.complaints, [])

  await page.goto(`${url}/bureau/dossier/${file}?l=en`)
  equal('the same in English', await page.getAttribute('html', 'lang'), 'en')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForSelector('#password')
  equal('the cookie is gone', (await agent.context.cookies()).map(c => c.name), ['__Host-d'])
  await page.goBack()
  await page.waitForLoadState('load')
  check('Back shows no file', !/EXEMPLE|Camille/.test(await page.content()))
  await agent.close()
}

// A form that another site made up, or that was made before: nothing is recorded.
async function forged(page) {
  await page.locator('form[action*="dossier"] [name=csrf]').evaluateAll(all => { for (const one of all) one.value = 'f'.repeat(one.value.length) })
  const answer = await act(page, 'Accorder')
  equal('a forged form', [answer.status(), /ne pouvez pas/.test(await said(page))], [403, true])
}
async function twice(page, url, file, stale) {
  const csrf = await page.locator('[name=csrf]').first().inputValue()
  const answer = await page.request.post(`${url}/bureau/dossier/${file}`, { form: { ...stale, csrf, do: 'grant' } })
  equal('the form of before', answer.status(), 409)
}

async function paid(browser, url, file, cents) {
  const agent = await visit(browser)
  const { page } = agent
  await enter(page, url, 'demo-paiement')
  await page.goto(`${url}/bureau/dossier/${file}`)
  await act(page, "Le prendre, s'il attend dans la file")
  equal('who pays decides nothing', await page.getByRole('button', { name: /accorder|refuser|notifi/i }).count(), 0)
  await act(page, 'Ordonner le paiement')
  check('ordered, by whom', /demo-paiement/.test(await said(page, '.timeline')))
  await page.goto(`${url}/bureau/paiements`)
  await act(page, 'Remettre à la banque ce qui est ordonné')
  const row = plain(await page.locator('.queue tbody tr').innerText())
  check('one message', row.includes(euros(cents)), row)
  const [got] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /Télécharger/ }).click()])
  const path = await got.path(), xml = readFileSync(path, 'utf8')
  check('named by its number', /^[A-Z0-9]+\.xml$/.test(got.suggestedFilename()), got.suggestedFilename())
  equal('the amount', xml.match(/<InstdAmt Ccy="EUR">(.*?)</)?.[1], (cents / 100).toFixed(2))
  check('the account', xml.includes('<IBAN>FR7699999000010000000000115</IBAN>'))
  check('and nothing more', !/violen|urgence|conjug|victim|aide/i.test(xml), xml)
  if (existsSync(schema)) {
    const valid = spawnSync('xmllint', ['--noout', '--schema', schema, path], { encoding: 'utf8' })
    check('valid by the schema', valid.status === 0, valid.stderr)
  } else {
    skip('valid by the schema', 'it is not beside the source tree')
  }
  await page.goto(`${url}/bureau/dossier/${file}`)
  check('in the bank\'s hands', /remis à la banque/.test(await said(page)))
  equal('not twice', await page.getByRole('button', { name: /Ordonner/ }).count(), 0)
  equal('no complaint', agent.complaints, [])
  await page.goto(`${url}/quitter`)
  equal('the exit ends the session too', [await cookiesLeft(page), (await call(url, 'GET', '/bureau/paiements')).status], [[], 303])
  await agent.close()
}
