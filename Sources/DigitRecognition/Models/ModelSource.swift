import NeuralNetwork
import Threads

/// A model that is read when somebody first asks for it, and then kept for all who ask.
public final class ModelSource: Sendable {
  private enum State {
    case unread(@Sendable () throws(NetworkError) -> Model)
    case read(Model)
  }

  private let state: ConditionLock<State>

  /// A model that is here already.
  package init(_ model: Model) {
    state = ConditionLock(.read(model))
  }

  /// A model that `read` gives, once.
  init(reading read: @escaping @Sendable () throws(NetworkError) -> Model) {
    state = ConditionLock(.unread(read))
  }

  /// The model. Throws what reading it throws.
  package func model() throws(NetworkError) -> Model {
    let result = state.update { state -> Result<Model, NetworkError> in
      switch state {
      case .read(let model): return .success(model)
      case .unread(let read):
        return Result { () throws(NetworkError) in
          let model = try read()
          state = .read(model)
          return model
        }
      }
    }
    return try result.get()
  }
}
