// Expression templates over fixed and dynamic sizes, with vector instructions.
#include <eigen3/Eigen/Dense>

int main() {
    Eigen::Matrix3d a = Eigen::Matrix3d::Identity() * 2;
    a(0, 2) = 1;
    const Eigen::VectorXf v = Eigen::VectorXf::LinSpaced(7, 0, 3).array().square() + 1;
    const Eigen::Vector3d x = (a.transpose() * a).llt().solve(Eigen::Vector3d::Ones());
    return static_cast<int>(x.sum() * v.dot(v)) & 1;
}
