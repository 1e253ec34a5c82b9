// What each page weighs on the wire, headers too, when nothing is cached. It must open on a bad network: the first
// answer within the first ten packets (14 kB), everything within 25 kB; the law's own module is counted apart.
import { check, equal } from '../lib.mjs'
import { ask, fill, giveCode, house, lostCode, makeSecrets, office, person, press, secret, send, situation, visit } from './browser.mjs'

// an office's page cannot be compressed (a session's secret is in it) and opens on a network of work
const FIRST_MAX = 14000, OFFICE_MAX = 20000, WHOLE_MAX = 25000

export default async function weight(browser) {
  const server = await house('--demo')
  const context = await browser.newContext({ locale: 'fr-FR' })
  const page = await context.newPage(), wire = await context.newCDPSession(page)
  let got = []
  await wire.send('Network.enable')
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true })
  const known = new Map()
  wire.on('Network.responseReceived', e => known.set(e.requestId, { url: e.response.url, type: e.type, coding: e.response.headers['Content-Encoding'] ?? e.response.headers['content-encoding'] }))
  wire.on('Network.loadingFinished', e => {
    const one = known.get(e.requestId)
    if (!one.url.startsWith('data:')) got.push({ ...one, bytes: e.encodedDataLength }) // the browser's own icons
  })
  const weigh = async (name, go, office = false) => {
    got = []
    await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle' }), go()]) // the scripts and the law too
    const { coding } = got.find(g => g.type === 'Document')
    equal(`${name}: compressed, unless a session's secret is in it`, coding, office ? undefined : 'gzip')
    const law = got.filter(g => g.url.endsWith('.wasm')).reduce((sum, g) => sum + g.bytes, 0)
    const first = got.find(g => g.type === 'Document').bytes, whole = got.reduce((sum, g) => sum + g.bytes, 0) - law
    console.log(`${name.padEnd(20)} first ${first} bytes, whole ${whole} bytes, ${got.length} requests${law ? `, the law ${law} bytes` : ''}`)
    check(`${name}: the first answer is light`, first <= (office ? OFFICE_MAX : FIRST_MAX), first)
    check(`${name}: the page is light`, whole <= WHOLE_MAX, whole)
    equal(`${name}: everything from here`, got.filter(g => !g.url.startsWith(server.url)).map(g => g.url), [])
  }
  const at = path => () => page.goto(server.url + path)
  for (const path of ['/simulateur', '/demande', '/suivi', '/aide', '/bureau']) await weigh(path.slice(1), at(path))
  await weigh('securite', at('/securite'))
  await at('/aide')()
  await fill(page, { ou: '59' })
  await weigh('aide, of the Nord', () => send(page, 'form:has(#ou)'))
  await at('/simulateur')()
  await fill(page, situation)
  await weigh('simulateur, answered', () => page.locator('main form').evaluate(form => form.submit()))
  const here = () => page.reload()
  await ask(page, server.url, person(), 'relire', { onPage: word => weigh(`demande, ${word}`, here) })
  await press(page, 'aller', 'compte')
  await fill(page, { iban: 'FR00' })
  await press(page, 'aller', 'suite')
  await weigh('demande, to correct', here)
  await fill(page, { iban: person().iban })
  await press(page, 'aller', 'suite')
  await press(page, 'aller', 'envoyer')
  await weigh('receipt', here)
  const agent = await visit(browser), hers = await office(server)
  const code = await makeSecrets(page, server.url, await lostCode(agent, server, hers))
  await agent.close()
  await giveCode(page, server.url, code)
  await weigh('suivi, code alone', at('/suivi'))
  await page.fill('[name=second]', secret)
  await weigh('suivi, both', () => page.locator('#detail button').click(), true)
  for (const name of ['lettres', 'recours', 'joindre', 'lectures']) await weigh(`suivi, ${name}`, () => page.locator(`#menu [value=${name}]`).click(), true)
  await at('/bureau')()
  await fill(page, { name: 'demo-instruction', password: 'essai-sans-valeur' })
  await send(page)
  await weigh('queue', at('/bureau'), true)
  await Promise.all([page.waitForURL(/dossier/), page.locator('.queue button').first().click()])
  const file = page.url().replace(server.url, '')
  await weigh('file', at(file), true)
  await weigh('payments', at('/bureau/paiements'), true)
  await context.close()
  await server.stop()
}

// The same on a connection like those of 2G (280 kbit/s, 800 ms there and back): told, not asserted, since it is the network's
// time and this machine's.
export async function slow(browser) {
  const server = await house()
  const context = await browser.newContext({ locale: 'fr-FR' })
  const page = await context.newPage(), wire = await context.newCDPSession(page)
  await wire.send('Network.enable')
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true })
  await wire.send('Network.emulateNetworkConditions', { offline: false, latency: 800, downloadThroughput: 280 * 1024 / 8, uploadThroughput: 256 * 1024 / 8 })
  const tell = async (name, answer) => {
    equal(`slow network, ${name}`, answer.status(), 200)
    const { first, read, whole } = await page.evaluate(() => {
      const [n] = performance.getEntriesByType('navigation'), paint = performance.getEntriesByName('first-contentful-paint')[0]
      return { first: n.responseEnd, read: paint?.startTime ?? n.domContentLoadedEventEnd, whole: n.loadEventEnd }
    })
    console.log(`slow network (280 kbit/s, 800 ms), ${name.padEnd(10)} first answer ${Math.round(first)} ms, first words seen ${Math.round(read)} ms, all there ${Math.round(whole)} ms`)
  }
  for (const path of ['simulateur', 'demande', 'suivi', 'aide', 'securite']) await tell(path, await page.goto(`${server.url}/${path}`, { waitUntil: 'load' }))
  await page.goto(`${server.url}/demande`)
  await press(page, 'faire', 'commencer')
  await press(page, 'code', 'non')
  await tell('a question', await page.reload({ waitUntil: 'load' }))
  await context.close()
  await server.stop()
}
