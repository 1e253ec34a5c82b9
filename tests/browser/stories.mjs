// Every story, or those named, each with servers of its own; three at a time, so that two cores never wait for one answer.
import { check, end } from '../lib.mjs'
import { open, openLight } from './browser.mjs'
import { followPages, letters, officePages, otherLanguages, publicPages } from './accessibility.mjs'
import requestInArabic from './arabic.mjs'
import claim from './claim.mjs'
import exit, { traces } from './exit.mjs'
import follow from './follow.mjs'
import office from './office.mjs'
import { keyboard, plain, tree } from './reading.mjs'
import simulator, { languages } from './simulator.mjs'
import weight, { slow } from './weight.mjs'

const named = process.argv.slice(3).filter(word => !word.startsWith('--'))
// The long ones first, so that the lanes end together.
const waiting = [otherLanguages, publicPages, claim, exit, follow, officePages, followPages, traces, simulator, weight, slow, office, requestInArabic, languages,
  tree, letters, keyboard, plain].filter(s => !named.length || named.includes(s.name))
// What a browser keeps, or asks for by itself, is seen in a whole one.
const kept = [exit, traces, weight, slow], light = await openLight(), whole = await open()
async function lane() {
  for (let story = waiting.shift(); story; story = waiting.shift()) {
    let deadline
    const start = Date.now()
    const late = new Promise((_, fail) => { deadline = setTimeout(fail, 1500000, new Error('it did not end within 25 minutes')) })
    try {
      await Promise.race([story(kept.includes(story) ? whole : light), late])
    } catch (broken) {
      check(`${story.name} goes to its end`, false, broken.stack)
    } finally {
      clearTimeout(deadline)
      console.log(`${story.name}: ${Math.round((Date.now() - start) / 1000)} s`)
    }
  }
}
await Promise.all([lane(), lane(), lane()])
await Promise.all([light.close(), whole.close()])
end()
