import ArgumentParser
import Basics
import Corpus

extension CorpusCommand {
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read a folder of shards and compare it with its checksums.",
      discussion: """
        Every damage is named on standard error, and the exit status is then 1.

        Example:
          mt corpus verify shards
        """)

    @Argument(help: ArgumentHelp("The folder of shards.", valueName: "dir"), completion: .directory)
    var folder: String

    @OptionGroup var workers: WorkerOptions

    func run() throws {
      let reader = try ShardReader(folder: folder)
      let damages = reader.damages(workers: workers.count)
      for (number, damage) in damages.enumerated() {
        // A remedy that several errors share is printed once.
        let isSaidLater = number + 1 < damages.count && damages[number + 1].remedy == damage.remedy
        Console.standard.report(message: damage.message, remedy: isSaidLater ? nil : damage.remedy)
      }
      if !damages.isEmpty { throw ExitStatus.checkFailed }
      let shards = reader.index.shards.count
      try StandardOutput.write(
        "\(folder): ok, \(pairCount(reader.index.pairs)) in \(counted(shards, "shard"))\n")
    }
  }
}
