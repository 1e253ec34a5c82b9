// She follows her file: a lost code made anew at a desk; both secrets; under force, the code alone or with any other word; left
// alone, it closes and loses nothing; the exit. With JavaScript and without (T02, T12).
import { spawnSync } from 'node:child_process'
import { check, equal, run } from '../lib.mjs'
import { cookiesLeft, elsewhere, giveCode, giveSecret, house, lostCode, makeSecrets, office, plain, said, secret, visit } from './browser.mjs'

const told = /aide|victim|violen|conjug|accord|refus|retir|montant|versé|dossier|plainte|procédure|\d{4}-\d{4}/i

export default async function follow(browser) {
  const server = await house()
  const file = await office(server)
  const agent = await visit(browser)
  equal('a wrong word gives nothing', await lostCode(agent, server, file, 'jasmin'), null)
  const ticket = await lostCode(agent, server, file)
  check('the agent reads a number', /^\d{5} \d{5}$/.test(ticket ?? ''), ticket)
  equal('granted', (await file.record({ kind: 'claim_granted', day: '2025-11-26' })).status, 201)
  const her = await visit(browser)
  const code = await makeSecrets(her.page, server.url, ticket)
  check('she reads six words', /^([a-z]+ ){5}[a-z]+$/.test(code), code)
  check('the agent reads neither', !(await said(agent.page)).includes(code.split(' ')[0]))
  await both(her, server, code)
  await her.close()
  for (const javaScriptEnabled of [true, false]) {
    const name = javaScriptEnabled ? 'with script' : 'without'
    await coerced(browser, server, code, name, javaScriptEnabled)
    await whole(browser, server, code, file, name, javaScriptEnabled)
    await inAnotherLanguage(browser, server, code, file, name, javaScriptEnabled)
    await leaves(browser, server, code, name, javaScriptEnabled)
  }
  await leftAlone(browser, server, code)
  await closesWithoutScript(browser, server, code)
  await agent.close()
  await server.stop()
}

const go = (page, name) => Promise.all([page.waitForNavigation(), page.locator(`#menu [name=do][value=${name}]`).click()])
const later = (server, seconds) => spawnSync('sqlite3', [server.store.replace('sqlite:', ''), `UPDATE sessions SET used_at = used_at - ${seconds}000000`])

async function both({ page, complaints }, server, code) {
  await giveCode(page, server.url, code)
  await giveSecret(page, secret)
  check('where it stands', /L’aide vous est accordée|L'aide vous est accordée/.test(await said(page)))
  check('what is due, to the cent', (await said(page)).includes('930,99 €'))
  for (const name of ['lettres', 'pieces', 'recours', 'pret', 'procedure', 'joindre', 'droits', 'lectures']) {
    await go(page, name)
    equal(`${name}: one address`, page.url().replace(/\?l=fr$/, ''), `${server.url}/suivi`)
    equal(`T01: ${name}: the exit first`, await page.evaluate(() => document.querySelector('a, button, input, select, textarea').id), 'sortie')
  }
  check('who opened it', /agent instructeur, Caf du Nord/.test(await said(page)) && /vous/.test(await said(page)))
  equal('no complaint', complaints, [])
}

// He stands behind her: the code alone, then words that are not hers. The page is the same each time, and tells nothing.
async function coerced(browser, server, code, name, javaScriptEnabled) {
  const her = await visit(browser, { javaScriptEnabled })
  const { page } = her
  await giveCode(page, server.url, code)
  const alone = await page.content(), shown = await said(page)
  check(`T12: ${name}: the code alone tells nothing`, !told.test(shown.replace('Voir le détail', '')), shown)
  for (const word of ['le chien du voisin', 'Camille1990']) {
    await giveSecret(page, word)
    equal(`T12: ${name}: another word shows the same page`, await page.content(), alone)
  }
  const nobody = await visit(browser, { javaScriptEnabled })
  await giveCode(nobody.page, server.url, 'lampe cahier vache tulipe nuage radis').catch(() => {})
  check(`T12: ${name}: and so does a code that is nobody's, or it is told as badly copied`, [alone, null].includes(
    await nobody.page.locator('[name=second]').count() ? await nobody.page.content() : null))
  await nobody.close()
  await her.close()
}

async function whole(browser, server, code, file, name, javaScriptEnabled) {
  const her = await visit(browser, { javaScriptEnabled })
  const { page } = her
  const facts = () => JSON.parse(run(['case', 'show', file.file, '--store', server.store]).out).facts
  const before = facts().length
  await giveCode(page, server.url, code.toUpperCase())
  await giveSecret(page, secret)
  await go(page, 'droits')
  const box = page.locator('[name=association]'), was = await box.isChecked()
  await box.setChecked(!was)
  await Promise.all([page.waitForNavigation(), page.locator('[value=accords]').click()])
  check(`${name}: it is noted`, (await said(page)).includes('C’est noté') || (await said(page)).includes("C'est noté"))
  equal(`${name}: one fact of hers`, facts().slice(before).map(f => [f.kind, f.actor, f.body.consent_association]), [['consents_changed', 'victim', !was]])
  await go(page, 'fermer')
  check(`${name}: closed`, await page.locator('[name=code]').count() === 1)
  await her.close()
}

// The languages are buttons of the form she fills: what is typed goes over, and nothing is asked for.
async function inAnotherLanguage(browser, server, code, file, name, javaScriptEnabled) {
  const her = await visit(browser, { javaScriptEnabled })
  const { page } = her
  const facts = () => JSON.parse(run(['case', 'show', file.file, '--store', server.store]).out).facts.length
  await giveCode(page, server.url, code)
  await giveSecret(page, secret)
  const before = facts()
  await go(page, 'joindre')
  await page.locator('summary', { hasText: 'autre compte' }).click()
  await page.fill('[name=holder]', 'Camille EXEMPLE')
  await page.locator('.langues summary').click()
  await Promise.all([page.waitForNavigation(), page.locator('.langues button[value=en]').click()])
  equal(`${name}: in English`, await page.getAttribute('html', 'lang'), 'en')
  equal(`${name}: what she typed is there, and seen`, [await page.inputValue('[name=holder]'), await page.locator('[name=holder]').isVisible()], ['Camille EXEMPLE', true])
  equal(`${name}: where she was`, await page.getAttribute('#menu [aria-current=page]', 'value'), 'joindre')
  await page.locator('[name=holder]').press('Enter')
  await page.waitForLoadState('load')
  equal(`${name}: Enter asks for nothing`, [await page.inputValue('[name=holder]'), await page.getAttribute('html', 'lang')], ['Camille EXEMPLE', 'en'])
  await go(page, 'procedure')
  await page.fill('[name=decided]', '2025-11-28')
  await Promise.all([page.waitForNavigation(), page.locator('[value=ouverte]').click()])
  equal(`${name}: an empty day is told, the other kept`, [await page.locator('#faute_opened').isVisible(), await page.inputValue('[name=decided]')], [true, '2025-11-28'])
  equal(`${name}: nothing was recorded`, facts(), before)
  await her.close()
}

async function leaves(browser, server, code, name, javaScriptEnabled) {
  const her = await visit(browser, { javaScriptEnabled })
  const { page, context } = her
  await giveCode(page, server.url, code)
  await giveSecret(page, secret)
  const word = (await context.cookies(server.url)).find(c => c.name === '__Host-f')
  await page.click('#sortie')
  await page.waitForURL(elsewhere)
  for (let i = 0; i < 3; i++) {
    await page.goBack().catch(() => {})
    await page.waitForURL(url => url.href === elsewhere || url.href === 'about:blank' || !javaScriptEnabled)
    check(`T02: ${name}: Back ${i} shows nothing of the file`, !/accordée|930,99|Camille/.test(plain(await page.locator('html').innerText())))
  }
  equal(`T02: ${name}: no cookie is left`, await cookiesLeft(page), [])
  await context.addCookies([word])
  await page.goto(`${server.url}/suivi`)
  equal(`T02: ${name}: the session is over`, await page.locator('[name=code]').count(), 1)
  await her.close()
}

// Time is played: the page's by its clock, the server's in its store.
async function leftAlone(browser, server, code) {
  const her = await visit(browser)
  const { page } = her
  await page.clock.install()
  await giveCode(page, server.url, code)
  await giveSecret(page, secret)
  await go(page, 'joindre')
  await page.locator('summary', { hasText: 'autre compte' }).click()
  await page.fill('[name=holder]', 'Camille EXEMPLE')
  equal('no word of closing yet', await page.locator('.closing').isVisible(), false)
  await page.clock.fastForward(161000)
  equal('twenty seconds before, it says so', await page.locator('.closing').isVisible(), true)
  await Promise.all([page.waitForResponse(r => r.request().method() === 'POST' && r.status() === 204), page.locator('.closing button').click()])
  await page.waitForFunction(() => document.querySelector('.closing').hidden)
  equal('going on loses nothing', await page.inputValue('[name=holder]'), 'Camille EXEMPLE')
  await page.clock.fastForward(100000)
  const goes = page.waitForResponse(r => r.request().method() === 'POST' && r.status() === 204)
  await page.locator('[name=holder]').press('x')
  await goes
  await page.clock.fastForward(100000)
  equal('a gesture goes on by itself', await page.locator('.closing').isVisible(), false)
  later(server, 181)
  await page.clock.fastForward(81000)
  await page.waitForSelector('[name=code]')
  check('then it closes', (await said(page)).includes('s’est fermée d’elle-même') || (await said(page)).includes("s'est fermée d'elle-même"))
  await her.close()
}

async function closesWithoutScript(browser, server, code) {
  const her = await visit(browser, { javaScriptEnabled: false })
  const { page } = her
  await giveCode(page, server.url, code)
  await giveSecret(page, secret)
  await go(page, 'recours')
  const shown = () => page.evaluate(() => getComputedStyle(document.querySelector('.closing')).visibility)
  const at = seconds => page.evaluate(s => { for (const a of document.querySelector('.closing').getAnimations()) a.currentTime = s * 1000 }, seconds)
  equal('without script: no word of closing yet', await shown(), 'hidden')
  await at(161)
  equal('without script: the style says it', await shown(), 'visible')
  if (await page.locator('[name=raisons]').count()) {
    await page.fill('[name=raisons]', 'La plainte est du vingt.')
    await Promise.all([page.waitForNavigation(), page.locator('.closing button').click()])
    equal('without script: what is typed comes back', await page.inputValue('[name=raisons]'), 'La plainte est du vingt.')
  }
  const leads = await page.locator('noscript').first().evaluate(n => n.innerHTML + [...n.querySelectorAll('meta')].map(m => m.content).join())
  check('without script: then it leads to the door', /181;\s*url=\/suivi/.test(leads), leads)
  later(server, 181)
  await page.goto(`${server.url}/suivi`)
  equal('without script: closed', await page.locator('[name=code]').count(), 1)
  await her.close()
}
