// What the stories share: Debian's Chromium, whole or without its windows, a visit whose every request and complaint is
// noted, forms filled by their names. Nothing leaves the machine: other hosts do not resolve, and the site one flees to is
// played here.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { asked, call, claim as someone, run, scratch, serve } from '../lib.mjs'

const site = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<title>Ailleurs</title>Ailleurs'))
await new Promise(done => site.listen(0, '127.0.0.1', done))
site.unref()
export const elsewhere = `http://localhost:${site.address().port}/`

// The same engine without tabs, profile or windows takes two thirds of the time: for what is in the page.
export function openLight() { return chromium.launch(launch({ executablePath: '/usr/bin/chromium-headless-shell' })) }
export function open(options = {}) { return chromium.launch(launch(options)) }
export function launch(options = {}) {
  return { executablePath: '/usr/bin/chromium', headless: true, timeout: 60000, ...options,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'] }
}

// A server with a store of its own; `files` counts what it keeps.
let stores = 0
const servers = []
process.on('exit', () => { // also when a story broke off
  for (const { child } of servers) {
    try { process.kill(-child.pid, 'SIGKILL') } catch { /* gone */ }
  }
})
export async function house(...more) {
  const store = `sqlite:${join(scratch, `browser-${++stores}.db`)}`
  const server = await serve(['--store', store, '--exit-to', elsewhere, ...more])
  servers.push(server)
  return { ...server, store, files: () => Number.parseInt(run(['verify', '--store', store]).out) }
}

// A visit: a page of its own, `requests` it made, `complaints` of its console.
export async function visit(browser, options = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(30000)
  const requests = [], complaints = []
  context.on('request', r => { if (!r.url().startsWith('data:')) requests.push(r) }) // the browser's own icons
  context.on('weberror', e => complaints.push(String(e.error())))
  context.on('console', m => {
    // a page that answers 400 or 403 as it should is told there too
    const refused = /status of 4\d\d/.test(m.text()) && !/\.\w+$/.test(m.location().url)
    if (/error|warning/.test(m.type()) && !refused) complaints.push(m.text())
  })
  return { context, requests, complaints, page: await context.newPage(), close: () => context.close() }
}

// Gives each named field its value as a person would; a list or a choice takes the value's own word.
export async function fill(page, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`[name="${name}"]`)
    const kind = await field.first().evaluate(f => f.tagName === 'SELECT' ? 'select' : f.type)
    if (kind === 'select') await field.selectOption(value)
    else if (kind === 'radio' || kind === 'checkbox') await page.locator(`[name="${name}"][value="${value}"]`).check()
    else await field.fill(value)
  }
}

// Everything the form holds, as the person left it.
export const held = page => page.locator('main form').first().evaluate(form =>
  Object.fromEntries([...new FormData(form)].filter(([name]) => name !== 'csrf')))

export async function send(page, form = 'main form') {
  const [answer] = await Promise.all([
    page.waitForResponse(r => r.request().method() === 'POST' && r.request().isNavigationRequest()),
    page.locator(`${form} button[type=submit]`).last().click()])
  await page.waitForLoadState('load')
  return answer
}

// The cookies left once the exit is done: with scripts the other site is there before the server has answered that it ended.
export async function cookiesLeft(page) {
  const here = page.context()
  for (const until = Date.now() + 30000; (await here.cookies()).length && Date.now() < until;) await page.waitForTimeout(50)
  return here.cookies()
}

// On a page from right to left: numbers of several groups that are seen with their groups the other way round (a telephone
// number), shown or typed.
export const backwards = page => page.evaluate(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode
    if (!parentElement.checkVisibility()) continue
    for (const { 0: number, index } of data.matchAll(/\d[\d .,/\u00a0\u202f-]*\d/g)) {
      const at = i => { const range = new Range(); range.setStart(walker.currentNode, i); range.setEnd(walker.currentNode, i + 1); return range.getBoundingClientRect() }
      const first = at(index), last = at(index + number.length - 1)
      if (Math.abs(first.top - last.top) < 4 && first.left > last.left) found.push(number)
    }
  }
  for (const input of document.querySelectorAll('input')) if (/\d \d/.test(input.value) && getComputedStyle(input).direction !== 'ltr') found.push(input.value)
  return found
})

export const plain = words => (words ?? '').replace(/[\u00a0\u202f]/g, ' ').replace(/\s+/g, ' ').trim()
export const said = async (page, where = 'main') => plain(await page.locator(where).textContent())

// Waits until the law is in the page and what is typed is answered without the network.
export async function openSimulator(page, url) {
  const law = page.waitForResponse(/\/static\/abri\.wasm$/)
  await page.goto(url)
  await (await law).finished()
}

// What is said to the simulator, and what else each answer of it takes.
export const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date())
export const situation = { who: 'partner', residence: 'regular', award: 'no', children: '2', department: '59', document: 'complaint',
  document_dated: today(), beneficiary_of: 'caf', resources: '713,16' }
export const outcomes = {
  granted: {}, loan: { resources: '5 000' }, document: { document: 'police_log' }, review: { document: 'forced_marriage_order' },
  open: { award: 'unsure' }, closed: { who: 'other' },
}

// Somebody who does not exist, with an account of a bank that does not exist.
export function person() {
  return { contact_channel: 'phone', contact_value: '01 00 00 00 00', contact_hours: '9h-12h', code_word: 'hirondelle',
    family_name: 'EXEMPLE', given_names: 'Camille', born_on: '1990-01-01', line1: '1 rue de l’Essai', postcode: '59000',
    city: 'Lille', department: '59', beneficiary_of: 'caf', resources: '713,16', children: '2', document_kind: 'complaint',
    document_dated: today(), iban: 'FR7699999000010000000000115', seen_by_others: 'no', consent_departement: 'yes',
    repay_if_loan: 'yes', report_proceedings: 'yes' }
}

export async function enter(page, url, name, password = 'essai-sans-valeur') {
  await page.goto(`${url}/bureau`)
  await fill(page, { name, password })
  return send(page)
}

// ---- a request, one question a page

// Presses a button of the journey and waits for the page it leads to.
export async function press(page, name, value) {
  const shown = page.waitForResponse(r => r.request().isNavigationRequest() && r.status() !== 303)
  await page.locator(`main button[name="${name}"][value="${value}"]`).first().click()
  const answer = await shown
  await page.waitForLoadState('load')
  return answer
}
// The question she is at; null on the first page and the receipt.
export const at = page => page.locator('main').evaluate(m => m.querySelector('input[name=etape]')?.value ?? null)
// From the first page to a question, the summary ("relire") or the receipt ("recu"); gives the last answer.
export async function ask(page, url, answers, until = 'recu', { path = '/demande', onPage = async () => {} } = {}) {
  await page.goto(`${url}${path}`)
  if (!await page.locator('button[value=commencer]').count()) await press(page, 'faire', 'arreter') // one before
  if (await page.locator('#accord').count()) await page.locator('#accord').check()
  await press(page, 'faire', 'commencer')
  await onPage('code')
  await press(page, 'code', 'non')
  return goOn(page, answers, until, onPage)
}
// From where she is.
export async function goOn(page, answers, until = 'recu', onPage = async () => {}) {
  const left = asked(answers), from = await at(page)
  let last = null
  for (const { word, fields } of left.slice(left.findIndex(q => q.word === from))) {
    await onPage(word)
    if (word === until) return last
    for (const name of fields) if (answers[name]) await fill(page, { [name]: answers[name] })
    last = await press(page, 'aller', 'suite')
  }
  await onPage('relire')
  return until === 'relire' ? last : press(page, 'aller', 'envoyer')
}

// A file of her own, with a code and a second secret made as she does it; an agent of its fund gave the number at the desk.
export const secret = 'le chat de la voisine'
let desks = 0
export async function office(server, request = {}) {
  const name = `guichet-${++desks}`
  run(['account', '--store', server.store, '--role', 'clerk', '--body', 'CAF-59', '--name', name, '--one-factor'], 'essai-sans-valeur\n')
  const bearer = { authorization: `Bearer ${run(['token', '--store', server.store, '--role', 'clerk', '--body', 'CAF-59', '--name', name]).out.trim()}`, 'abri-purpose': 'instruct' }
  const once = () => ({ 'idempotency-key': `${name}-${++desks}` })
  const made = await call(server.url, 'POST', '/api/v1/claims', { ...someone(++desks, request), safe_contact: { channel: 'phone', value: '01 00 00 00 00', code_word: 'lilas' } }, once())
  const { file } = made.json
  await call(server.url, 'POST', `/api/v1/files/${file}/assignment`, '', bearer)
  const record = fact => call(server.url, 'POST', `/api/v1/files/${file}/facts`, fact, { ...once(), ...bearer })
  return { name, file, record }
}
// The agent's own screen: a code that was lost.
export async function lostCode(agent, server, { name, file }, word = 'Lilas') {
  const { page } = agent
  await page.goto(`${server.url}/bureau`)
  if (await page.locator('[name=password]').count()) await enter(page, server.url, name)
  await page.goto(`${server.url}/bureau/dossier/${file}`)
  await page.locator('summary', { hasText: 'code de suivi' }).click()
  await page.fill('[name=word]', word)
  await page.check('[name=seen]')
  await Promise.all([page.waitForNavigation(), page.locator('form[action*="/code"] button').click()])
  return (await page.locator('.number').count()) ? plain(await page.locator('.number').textContent()) : null
}
// Her own screen: both secrets from the number; gives the code.
export async function makeSecrets(page, url, ticket) {
  await page.goto(`${url}/suivi`)
  await page.locator('summary', { hasText: 'usage unique' }).click()
  await page.fill('[name=ticket]', ticket)
  await Promise.all([page.waitForNavigation(), page.locator('form:has([name=ticket]) button').click()])
  await fill(page, { secret, encore: secret })
  await send(page)
  return (await page.locator('.words li').allTextContents()).map(plain).join(' ')
}
export async function giveCode(page, url, code) {
  await page.goto(`${url}/suivi`)
  await page.fill('[name=code]', code)
  await Promise.all([page.waitForURL(`${url}/suivi**`), page.locator('form:has([name=code]) button').click()])
  await page.waitForSelector('[name=second]')
}
export async function giveSecret(page, word) {
  await page.fill('[name=second]', word)
  await Promise.all([page.waitForNavigation(), page.locator('#detail button').click()])
}
