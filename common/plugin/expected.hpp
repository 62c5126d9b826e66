// A value or the described reason why there is none.
#pragma once

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace fedcloud {

// Wraps an error so that it converts to any Expected<T, E>; spelt as in std::expected (C++23),
// which GCC 11 and 12 do not have.
template <typename E>
struct Unexpected {
    E error;
};

template <typename E>
Unexpected(E) -> Unexpected<E>;

template <typename T, typename E>
class [[nodiscard]] Expected {
  public:
    using value_type = T;
    using error_type = E;

    Expected(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    template <typename F>
    requires std::is_convertible_v<F, E> Expected(Unexpected<F> unexpected)
        : content_(std::in_place_index<1>, std::move(unexpected.error)) {}

    explicit operator bool() const noexcept { return content_.index() == 0; }
    bool has_value() const noexcept { return content_.index() == 0; }

    // Precondition of all: there is one. std::bad_variant_access tells of a mistake in our code.
    T& value() & { return std::get<0>(content_); }
    const T& value() const& { return std::get<0>(content_); }
    T&& value() && { return std::get<0>(std::move(content_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    E& error() & { return std::get<1>(content_); }
    const E& error() const& { return std::get<1>(content_); }
    E&& error() && { return std::get<1>(std::move(content_)); }

  private:
    std::variant<T, E> content_;
};

// Success without a value.
template <typename E>
class [[nodiscard]] Expected<void, E> {
  public:
    using value_type = void;
    using error_type = E;

    Expected() = default;
    template <typename F>
    requires std::is_convertible_v<F, E> Expected(Unexpected<F> unexpected)
        : error_(std::move(unexpected.error)) {}

    explicit operator bool() const noexcept { return !error_; }
    bool has_value() const noexcept { return !error_; }
    E& error() & { return error_.value(); }
    const E& error() const& { return error_.value(); }
    E&& error() && { return std::move(error_).value(); }

  private:
    std::optional<E> error_;
};

}  // namespace fedcloud
