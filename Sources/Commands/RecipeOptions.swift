import ArgumentParser
import Training

/// A recipe, and the flags that change it.
struct RecipeOptions: ParsableArguments {
  @Argument(help: "The recipe's file.", completion: .file(extensions: ["json"]))
  var recipe: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Override a key of the recipe; the value is read as JSON, or else as a string. May be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []

  func load() throws(RecipeError) -> LoadedRecipe {
    try RecipeReader.load(recipe, overrides: overrides)
  }
}
