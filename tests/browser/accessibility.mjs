// Every page in every state, at three widths, light and dark, in every language it exists in: axe-core finds nothing,
// nothing scrolls sideways, titles say nothing. In the light every rule is asked; in the dark, of the same page at the same
// width, those that a colour can answer otherwise.
import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createRequire } from 'node:module'
import { call, check, claim, equal, run } from '../lib.mjs'
import { ask, backwards, enter, fill, giveCode, giveSecret, house, lostCode, office, openSimulator, outcomes, person, press, secret, send, situation, visit } from './browser.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = process.argv.includes('--shots') ? fileURLToPath(new URL('shots/', import.meta.url)) : null
const named = /aide d|violen|conjug|victim|urgence|abuse|emergency|EXEMPLE/i

const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const rules = {
  all: { runOnly: all },
  colours: { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } },
}
const widths = [320, 768, 1280]

export async function publicPages(browser) {
  const server = await house()
  const translated = [...readFileSync(new URL('../../src/web/translated.def', import.meta.url), 'utf8').matchAll(/^TRANSLATED\("(\/[a-z]+)"/gm)].map(m => m[1])
  check('pages in every language', translated.includes('/aide') && translated.includes('/securite'))
  await Promise.all([pagesIn('fr'), pagesIn('en'), ...['ar', 'es', 'pt', 'tr'].map(language => otherPages(language))])
  await server.stop()

  async function otherPages(language) {
    const her = await visit(browser)
    for (const path of translated) {
      await her.page.goto(`${server.url}${path}?l=${language}`)
      await examine(her, path.slice(1), language)
    }
    await her.page.goto(`${server.url}/aide?l=${language}`)
    await fill(her.page, { ou: '59' })
    await send(her.page, 'form:has(#ou)')
    await examine(her, 'aide-found', language)
    await her.close()
  }

  async function pagesIn(language) {
    const her = await visit(browser)
    const { page } = her, at = path => page.goto(`${server.url}${path}?l=${language}`)
    const look = name => examine(her, name, language)
    await at('/simulateur')
    await look('simulateur')
    await openSimulator(page, `${server.url}/simulateur?l=${language}`)
    await fill(page, situation)
    await page.waitForFunction(() => !document.querySelector('#resultat').hidden)
    await look('simulateur-here')
    const states = { ...outcomes, fault: { resources: 'beaucoup' } }
    for (const [name, answers] of Object.entries(states)) {
      if (language === 'en' && !['granted', 'fault'].includes(name)) continue // the same sentences
      await at('/simulateur')
      await fill(page, { ...situation, ...answers })
      const answer = page.waitForResponse(r => r.request().method() === 'POST')
      await page.locator('main form').evaluate(form => form.submit()) // past the script
      await (await answer).finished()
      await page.waitForSelector('#resultat:not([hidden]), .errors')
      await look(`simulateur-${name}`)
    }
    await at('/demande')
    await look('demande')
    await fill(page, { mots: 'six mots qui ne sont rien' })
    await press(page, 'faire', 'reprendre')
    await look('demande-no-code')
    await ask(page, server.url, person(), 'relire', { path: `/demande?l=${language}`, onPage: word => look(`demande-${word}`) })
    await press(page, 'aller', 'compte')
    await fill(page, { iban: 'FR00', seen_by_others: 'yes' })
    await press(page, 'aller', 'suite')
    await look('demande-compte-fault')
    await fill(page, { iban: person().iban })
    await press(page, 'aller', 'suite')
    await look('demande-compte-warned')
    await press(page, 'aller', 'suite')
    await press(page, 'aller', 'pages')
    await page.setInputFiles('#fichier', { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('essai') })
    await press(page, 'aller', 'suite')
    await look('demande-pages-fault')
    await press(page, 'aller', 'suite')
    await press(page, 'aller', 'envoyer')
    await look('receipt')
    const { document_kind, document_dated, iban, repay_if_loan, ...others } = person()
    await ask(page, server.url, others, 'recu', { path: `/demande?l=${language}` })
    await page.locator('summary').last().click()
    await look('receipt-missing')
    await press(page, 'faire', 'arreter')
    await at('/demande')
    await press(page, 'faire', 'commencer')
    await press(page, 'code', 'oui')
    await look('demande-code-shown')
    await page.evaluate(() => { document.querySelector('.closing').hidden = false })
    await look('demande-closing')
    await page.evaluate(() => { document.querySelector('.closing').hidden = true; document.querySelector('.veil').hidden = false })
    await look('demande-hidden')
    for (const path of ['suivi', 'aide', 'facile', 'securite', 'accessibilite', 'vos-donnees', 'nulle-part', 'bureau']) {
      await at(`/${path}`)
      await look(path)
    }
    await at('/vos-donnees')
    await page.locator('main form').evaluate(form => { form.noValidate = true })
    await send(page)
    check('a name is wanted', await page.locator('#faute_family_name').isVisible())
    await look('vos-donnees-fault')
    for (const [state, ou] of Object.entries({ found: 'Lille', choices: 'Saint-Denis', fault: 'xqzw kkjh' })) {
      await at('/aide')
      await fill(page, { ou })
      await send(page, 'form:has(#ou)')
      await look(`aide-${state}`)
    }
    await at('/aide')
    await page.locator('.map summary').click()
    await look('aide-list')
    await her.close()
  }
}

// Each letter and document is a page: it passes as one does.
export async function letters(browser) {
  const server = await house('--demo')
  const agent = await visit(browser), reader = await visit(browser)
  const { page } = agent, seen = new Set()
  await enter(page, server.url, 'demo-instruction')
  await page.goto(`${server.url}/bureau`)
  const files = [...new Set((await page.locator('.queue tbody td:nth-child(2)').allInnerTexts()).map(t => t.match(/[\d-]{14}/)[0]))]
  for (const file of files) {
    await page.goto(`${server.url}/bureau/dossier/${file}`)
    const take = page.locator('form[action*=prendre] button')
    if (await take.count()) await Promise.all([page.waitForNavigation(), take.click()])
    // what a decision makes due, too
    const grant = page.getByRole('button', { name: 'Accorder', exact: true })
    if (await grant.count()) await Promise.all([page.waitForNavigation(), grant.click()])
    await page.goto(`${server.url}/bureau/dossier/${file}`)
    const kinds = await page.locator('form[action*="/document"] select[name=kind] option').evaluateAll(all => all.map(o => o.value))
    for (const kind of kinds.filter(kind => !seen.has(kind))) {
      const html = await page.evaluate(async kind => {
        const form = document.querySelector('form[action*="/document"]'), fields = new URLSearchParams(new FormData(form))
        fields.set('kind', kind)
        fields.set('recipient', 'ASSO-12')
        const answer = await fetch(form.action, { method: 'POST', body: fields })
        return answer.ok ? answer.text() : null
      }, kind)
      if (!html) continue
      seen.add(kind)
      await reader.page.setContent(html)
      await reader.page.evaluate(axe)
      equal(`letters: ${kind}: axe`, await faults(reader.page, rules.all), [])
      equal(`letters: ${kind}: a language and a title`, await reader.page.evaluate(() => [document.documentElement.lang, document.querySelectorAll('h1').length]), ['fr', 1])
    }
  }
  check('letters: there were some', seen.size >= 1, [...seen].join())
  console.log(`letters examined: ${[...seen].join(', ')}`)
  await agent.close()
  await reader.close()
  await server.stop()
}

// The journeys that exist in the other languages, from one step to the next.
export async function otherLanguages(browser) {
  const server = await house()
  for (const language of ['ar', 'es', 'pt', 'tr']) {
    const her = await visit(browser)
    const { page } = her, at = path => page.goto(`${server.url}${path}?l=${language}`)
    const look = name => examine(her, name, language)
    await at('/simulateur')
    await page.locator('main form').evaluate(form => { for (const f of form.querySelectorAll('fieldset')) f.hidden = false })
    await fill(page, situation)
    const answer = page.waitForResponse(r => r.request().method() === 'POST')
    await page.locator('main form').evaluate(form => form.submit()) // past the script
    await (await answer).finished()
    await page.waitForSelector('#resultat:not([hidden])')
    await page.evaluate(() => { for (const one of document.querySelectorAll('details')) one.open = true })
    await look('simulateur-granted')
    await ask(page, server.url, person(), 'relire', { path: `/demande?l=${language}`, onPage: word => look(`demande-${word}`) })
    await press(page, 'aller', 'compte')
    await fill(page, { iban: 'FR00' })
    await press(page, 'aller', 'suite')
    await look('demande-compte-fault')
    await fill(page, { iban: person().iban })
    await press(page, 'aller', 'suite')
    await press(page, 'aller', 'envoyer')
    await page.locator('main summary').last().click()
    await look('receipt')
    await her.close()
  }
  await server.stop()
}

export async function officePages(browser) {
  await Promise.all(['fr', 'en'].map(async language => {
    const server = await house('--demo')
    const agent = await visit(browser, { locale: language === 'fr' ? 'fr-FR' : 'en-GB' })
    const { page } = agent, at = path => page.goto(`${server.url}${path}?l=${language}`)
    const look = name => examine(agent, name, language)
    const button = language === 'fr' ? { grant: 'Accorder', order: 'Ordonner le paiement' } : { grant: 'Grant', order: 'Order the payment' }
    const act = async name => {
      await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: button[name], exact: true }).click()])
      equal(`the language stays after ${name}`, await page.getAttribute('html', 'lang'), language)
    }
    await enter(page, server.url, 'demo-instruction', 'non')
    await look('entrer-refused')
    await enter(page, server.url, 'demo-instruction')
    await at('/bureau')
    await look('queue')
    const files = [...new Set((await page.locator('.queue tbody td:nth-child(2)').allInnerTexts()).map(t => t.match(/[\d-]{14}/)[0]))]
    let decided = null, faulty = false
    for (const file of files) {
      await at(`/bureau/dossier/${file}`)
      if (file === files[0]) {
        await look('file-closed')
        await page.locator('form[action*=ouvrir]').evaluate(form => { form.noValidate = true })
        await Promise.all([page.waitForNavigation(), page.locator('form[action*=ouvrir] button').click()])
        check('a reason is wanted', await page.locator('#faute_reason').isVisible())
        await look('file-closed-fault')
        await at(`/bureau/dossier/${file}`)
      }
      await Promise.all([page.waitForNavigation(), page.locator('form[action*=prendre] button').click()])
      if (!faulty && await page.locator('#iban').count()) {
        await page.locator('details:has(#iban) summary').click()
        await fill(page, { iban: 'FR00', holder: 'Camille EXEMPLE' })
        await Promise.all([page.waitForNavigation(), page.locator('button[value=account]').click()])
        await page.waitForFunction(() => document.activeElement.matches('main .errors')) // once it is drawn
        equal('it leads to a field that is shown', await page.evaluate(() => [document.querySelector('main .errors a').hash, document.querySelector('#iban').offsetParent !== null]), ['#iban', true])
        await look('file-fault')
        await page.locator('details:has(#word) summary').click()
        await page.locator('form:has(#word)').evaluate(form => { form.noValidate = true })
        await Promise.all([page.waitForNavigation(), page.locator('form:has(#word) button').click()])
        check('the identity was not seen', await page.locator('#faute_seen').isVisible())
        await look('file-code-fault')
        await at(`/bureau/dossier/${file}/pieces`)
        await page.setInputFiles('#document', { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('essai') })
        await Promise.all([page.waitForNavigation(), page.locator('main form button').click()])
        check('another file is wanted', await page.locator('#faute_document').isVisible())
        await look('pieces-fault')
        faulty = true
        await at(`/bureau/dossier/${file}`)
      }
      const kind = await page.evaluate(() => [...document.querySelectorAll('.acts [name=do]')].map(b => b.value).join('-') || 'nothing')
      for (const box of await page.locator('form[action*=montrer] [type=checkbox]').all()) await box.check()
      await Promise.all([page.waitForNavigation(), page.locator('form[action*=montrer] button').click()])
      await look(`file-${kind}`)
      const journal = await page.locator('.timeline').innerText()
      check(`file-${kind}: its journal in ${language}`, /demande reçue/.test(journal) === (language === 'fr'), journal)
      if (!decided && /grant/.test(kind) && (await page.locator('main').innerText()).includes('Camille')) {
        await act('grant')
        await look('file-granted')
        decided = file
      }
    }
    check('a file to grant', decided)
    check('a form refused', faulty)
    await at('/bureau/dossier/100000000000')
    await look('refused')
    await agent.context.clearCookies()
    await enter(page, server.url, 'demo-paiement')
    await at('/bureau/paiements')
    await look('payments-none')
    await at(`/bureau/dossier/${decided}`)
    await Promise.all([page.waitForNavigation(), page.locator('form[action*=prendre] button').click()])
    await act('order')
    await look('file-ordered')
    await at('/bureau/paiements')
    await send(page)
    await look('payments')
    await at(`/bureau/dossier/${files.find(f => f !== decided)}`)
    await fill(page, { reason: 'la personne est au guichet' })
    await Promise.all([page.waitForNavigation(), page.locator('form[action*=ouvrir] button').click()])
    await look('file-opened')
    await agent.context.clearCookies()
    await enter(page, server.url, 'demo-encadrement')
    await at('/bureau')
    await look('queue-notices')
    await Promise.all([page.waitForNavigation(), page.locator('form[action*=avis] button').first().click()])
    await look('notice')
    check('the reason', (await page.locator('main').innerText()).includes('la personne est au guichet'))
    await agent.context.clearCookies()
    await enter(page, server.url, 'demo-audit')
    await at('/bureau/lectures')
    await look('reads')
    check('who read', (await page.locator('main').innerText()).includes('demo-instruction'))
    await page.fill('#file', decided)
    await page.fill('#day', '2020-01-01')
    await Promise.all([page.waitForNavigation(), page.locator('main form button').first().click()])
    check('nothing of the search in the address', !page.url().includes(decided) && !page.url().includes('2020-01'))
    await look('reads-none')
    await page.fill('#file', '12')
    await Promise.all([page.waitForNavigation(), page.locator('main form button').first().click()])
    check('a number is wanted', await page.locator('#faute_file').isVisible())
    await look('reads-fault')
    await agent.context.clearCookies()
    await alerts(server)
    await enter(page, server.url, 'referente')
    await at('/bureau/alertes')
    await page.locator('#body_1').fill('CAF-00')
    await Promise.all([page.waitForNavigation(), page.locator('form:has(#body_1) button[value=move]').click()])
    check('another fund is wanted', await page.locator('#faute_body_1').isVisible())
    await look('alerts-fault')
    await agent.close()
    await server.stop()
  }))
}

// An agent who may be the author of a claim, and who is told.
async function alerts({ url, store }) {
  const him = { family_name: 'Fictif', given_names: 'Dominique', born_on: '1985-02-03' }
  equal('a referent', run(['account', '--store', store, '--role', 'referent', '--body', '*', '--name', 'referente', '--one-factor'], 'essai-sans-valeur\n').status, 0)
  equal('a claim', (await call(url, 'POST', '/api/v1/claims', { ...claim(1), partner: him }, { 'idempotency-key': 'k' })).status, 201)
  equal('an agent', run(['agent', 'profile', '--store', store], JSON.stringify({ agent: 'demo-instruction', people: [him] })).status, 0)
}

// Her own pages, of a file with a loan, a change that waits and an appeal.
export async function followPages(browser) {
  for (const language of ['fr', 'en']) {
    const server = await house(), file = await office(server, { resources_cents: 500000 }) // a loan
    const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
    const agent = await visit(browser), her = await visit(browser, { locale })
    const { page } = her, look = name => examine(her, name, language)
    const ticket = await lostCode(agent, server, file)
    if (language === 'fr') await examine(agent, 'desk-ticket', language)
    await page.goto(`${server.url}/suivi?l=${language}`)
    await page.fill('[name=code]', 'un deux trois')
    await Promise.all([page.waitForNavigation(), page.locator('form:has([name=code]) button').click()])
    await look('suivi-fault')
    await page.locator('details:has([name=file]) summary').click()
    await fill(page, { file: '12', iban: 'FR00' })
    await Promise.all([page.waitForNavigation(), page.locator('button[value=account]').click()])
    await look('suivi-asked-fault')
    await page.goto(`${server.url}/suivi?l=${language}`)
    await page.locator('details:has([name=ticket]) summary').click()
    await look('suivi-ticket')
    await page.fill('[name=ticket]', ticket)
    await Promise.all([page.waitForNavigation(), page.locator('form:has([name=ticket]) button').click()])
    await look('suivi-choose')
    await fill(page, { secret, encore: secret })
    await send(page)
    await look('suivi-code')
    const code = (await page.locator('.words li').allTextContents()).map(w => w.trim()).join(' ')
    await giveCode(page, server.url, code)
    await look('suivi-first')
    await giveSecret(page, secret)
    await look('suivi-received')
    await file.record({ kind: 'claim_granted', day: '2025-11-26' })
    await file.record({ kind: 'decision_notified', day: '2025-11-26', body: { sent_by: 'in_person' } })
    const go = name => Promise.all([page.waitForNavigation(), page.locator(`#menu [name=do][value=${name}]`).click()])
    for (const name of ['accueil', 'lettres', 'pieces', 'recours', 'pret', 'procedure', 'joindre', 'droits', 'lectures']) {
      await go(name)
      for (const one of await page.locator('main details').all()) await one.evaluate(d => { d.open = true })
      await look(`suivi-${name}`)
    }
    await go('joindre')
    await page.locator('details:has([name=iban]) summary').click()
    await fill(page, { iban: 'FR00', holder: 'Camille EXEMPLE' })
    await Promise.all([page.waitForNavigation(), page.locator('button[value=account]').click()])
    await look('suivi-joindre-fault')
    for (const [name, button] of [['procedure', 'issue'], ['pieces', null]]) {
      await go(name)
      await page.locator('#saisie').evaluate(form => { form.noValidate = true })
      await Promise.all([page.waitForNavigation(), page.locator(button ? `button[value=${button}]` : '#saisie button').click()])
      await look(`suivi-${name}-fault`)
    }
    await page.locator('.closing').evaluate(p => { p.hidden = false })
    await look('suivi-closing')
    await her.close()
    await agent.close()
    await server.stop()
  }
}

const faults = (page, asked) => page.evaluate(async asked => (await globalThis.axe.run({ ...asked, resultTypes: ['violations'] }))
  .violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')}`), asked)

async function examine({ page, complaints }, name, language) {
  const what = `${name}, ${language}`
  equal(`${what}: no complaint`, complaints.splice(0), [])
  const title = await page.title()
  check(`${what}: a neutral title`, title && !named.test(title), title)
  equal(`${what}: its frame`, await page.evaluate(() => [document.documentElement.lang,
    ...['h1', 'main', 'title', 'meta[name=viewport]'].map(s => document.querySelectorAll(s).length)]), [language, 1, 1, 1, 1])
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' })) // what the exit covers for a moment is not small
  await page.evaluate(axe)
  const ask = async (where, asked) => equal(`${what}, ${where}: axe`, await faults(page, asked), [])
  if (language === 'ar') equal(`${what}: no number the other way round`, await backwards(page), [])
  if (language === 'fr') equal(`${what}: no sign alone at the beginning of a line`, await page.evaluate(loose), [])
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    equal(`${what}, ${width}: nothing sideways`, await page.evaluate(() => document.documentElement.scrollWidth), width)
    for (const [theme, asked] of [['light', rules.all], ['dark', rules.colours]]) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await ask(`${width}, ${theme}`, asked)
      if (shots) await picture(page, `${name}-${language}-${width}-${theme}`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

// In the page: a blank that may break before : ; ? ! » or after «. What a person or the law wrote (citations, remedies, letters) may have one.
function loose() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode
    if (!parentElement.closest('[lang]:not(html, [lang=fr]), textarea, script, noscript, cite, .letter, details > ol:not([class]) > li, details > ol:not([class]) ~ p')) found.push(...data.match(/.{0,20}(?: [:;?!»]|« ).{0,9}/g) ?? [])
  }
  return found.slice(0, 3)
}

async function picture(page, name) {
  mkdirSync(shots, { recursive: true })
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
}
