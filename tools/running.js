// What the tools that change the program and look at its tests share: running a command to its end, the tests of a build.
'use strict'
const { execFile, execFileSync } = require('node:child_process')

// Runs to its end, killed after so many seconds; resolves to whether it said yes, and what it said.
function says(command, args, { seconds = 120, ...options } = {}) {
  return new Promise((done) => {
    execFile(command, args, { timeout: 1000 * seconds, killSignal: 'SIGKILL', maxBuffer: 1 << 26, ...options },
      (error, stdout, stderr) => done({ good: !error, stdout, stderr }))
  })
}

// The tests of a build, as meson knows them: name, suite, cmd, env, workdir.
function testsOf(build) {
  return JSON.parse(execFileSync('meson', ['introspect', '--tests', build], { encoding: 'utf8', maxBuffer: 1 << 26 }))
}

module.exports = { says, testsOf }
