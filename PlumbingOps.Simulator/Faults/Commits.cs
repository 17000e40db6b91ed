using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.Faults;

/// <summary>The calls that make something public: the ones that must never be repeated blindly.</summary>
public static class Commits
{
    public static bool Is(Call call) => (call.Method, call.Path) switch
    {
        ("POST", [_, "feed" or "photos"]) => !call.IsFalse("published"),
        ("POST", [_, "media_publish"]) => true,
        ("POST", [.., "localPosts"]) => true,
        _ => false,
    };
}
